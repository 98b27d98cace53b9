// Logseq pages. A page's name is its file's; properties come first. Text of papers never becomes structure:
// brackets, hashes and line breaks are taken out of it.
function line(text) {
  return String(text || '').replace(/\s+/g, ' ').replace(/\[\[|\]\]|\(\(|\)\)/g, ' ').replace(/#/g, '＃').replace(/::/g, ': :')
    .replace(/[{}`]/g, ' ').replace(/\s+/g, ' ').trim();
}

function pageName(paper) {
  return 'paper ' + (paper.citation_key || paper.id).replace(/[^A-Za-z0-9._-]+/g, '-');
}

function page(entry) {
  var paper = entry.paper, summary = entry.summary || {}, out = [];
  out.push('title:: ' + pageName(paper));
  out.push('paper-title:: ' + line(paper.title));
  out.push('authors:: ' + paper.authors.map(function (one) { return '[[' + line(one.name) + ']]'; }).join(', '));
  out.push('id:: ' + line(paper.id) + '\nurl:: ' + (paper.abs_url || ''));
  if (entry.score && entry.score.value) out.push('score:: ' + entry.score.value);
  out.push('');
  if (summary.tldr) out.push('- ' + line(summary.tldr));
  if (entry.score && entry.score.reason) out.push('- Why: ' + line(entry.score.reason));
  if (paper.abstract) out.push('- Abstract\n\t- ' + line(paper.abstract));
  return out.join('\n').replace('\nid:: ', '\npaper-id:: ') + '\n';
}

exports.export = function (input) {
  var digest = input.digest, most = input.options.most || digest.entries.length;
  var shown = digest.entries.slice(0, most);
  var journal = shown.map(function (entry) {
    return '\t- [[' + pageName(entry.paper) + ']] ' + line(entry.paper.title);
  });
  var files = shown.map(function (entry) { return {path: 'pages/' + pageName(entry.paper) + '.md', text: page(entry)}; });
  files.push({path: 'pages/papers ' + digest.day + '.md', text: '- Papers of ' + digest.day + '\n' + journal.join('\n') + '\n'});
  return {files: files};
};
