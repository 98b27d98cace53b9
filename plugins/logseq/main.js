// Logseq pages. A page's name is its file's; properties come first. What would be structure in a paper's text
// (references, tags, properties, links, images, HTML, tasks, macros) is taken apart by a space of no width.
var kGap = '\u200b';

function line(text) {
  return String(text || '').replace(/\s+/g, ' ').trim()
    .replace(/\[(?=\[)/g, '[' + kGap).replace(/\](?=[\](])/g, ']' + kGap).replace(/\((?=\()/g, '(' + kGap).replace(/\{(?=\{)/g, '{' + kGap)
    .replace(/:(?=:)/g, ':' + kGap).replace(/<(?=[A-Za-z\/!?\d])/g, '<' + kGap).replace(/#(?=[^\s,.;)])/g, '＃').replace(/`/g, "'")
    .replace(/^(?=(TO[D]O|DOING|DONE|NOW|LATER|WAITING|WAIT|CANCELED|CANCELLED|IN-PROGRESS)\b|SCHEDULED:|DEADLINE:|[*+>|\-]|\d+[.)]|\[)/, kGap);
}

function pageName(paper) {
  return 'paper ' + (paper.citation_key || paper.id).replace(/[^A-Za-z0-9._-]+/g, '-');
}

function titleOf(paper) {
  return line(paper.plain_title || paper.title);
}

function page(entry) {
  var paper = entry.paper, summary = entry.summary || {}, score = entry.score || {}, out = [];
  out.push('title:: ' + pageName(paper));
  out.push('paper-title:: ' + titleOf(paper));
  out.push('authors:: ' + paper.authors.map(function (one) { return '[[' + line(one.name.replace(/[\[\]]/g, '')) + ']]'; }).join(', '));
  out.push('paper-id:: ' + paper.id.replace(/[\[\]\s#]/g, ''));
  if (paper.abs_url) out.push('url:: ' + paper.abs_url.replace(/\s/g, ''));
  if (score.value) out.push('score:: ' + score.value);
  out.push('');
  if (summary.tldr) out.push('- ' + line(summary.plain_tldr || summary.tldr));
  if (score.reason) out.push('- Why: ' + line(score.reason));
  if (paper.abstract) out.push('- Abstract\n\t- ' + line(paper.plain_abstract || paper.abstract));
  return out.join('\n') + '\n';
}

exports.export = function (input) {
  var digest = input.digest, most = input.options.most || digest.entries.length;
  var shown = digest.entries.slice(0, most);
  var day = shown.map(function (entry) {
    return '\t- [[' + pageName(entry.paper) + ']] ' + titleOf(entry.paper);
  });
  var files = shown.map(function (entry) { return {path: 'pages/' + pageName(entry.paper) + '.md', text: page(entry)}; });
  files.push({path: 'pages/papers ' + digest.day + '.md', text: '- Papers of ' + digest.day + '\n' + day.join('\n') + '\n'});
  return {files: files};
};
