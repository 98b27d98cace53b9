// Org-roam nodes: a property drawer with an ID, then a title. IDs are made from the paper's, so that links hold.
function line(text) {
  return String(text || '').replace(/\s+/g, ' ').replace(/\[\[/g, '[').replace(/\]\]/g, ']').trim();
}

// A line that begins with "*" or "#+" would be a heading or a keyword.
function body(text) {
  return String(text || '').split('\n').map(function (one) { return one.replace(/^\s*([*#:|-])/, '\u200b$1'); }).join('\n');
}

function slug(text) {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase();
}

function node(id, title, tags, text) {
  return ':PROPERTIES:\n:ID: ' + id + '\n:END:\n#+title: ' + line(title) + '\n' +
    (tags.length > 0 ? '#+filetags: :' + tags.join(':') + ':\n' : '') + '\n' + text;
}

function tagsOf(entry) {
  return ['paper'].concat(((entry.summary || {}).tags || []).map(function (tag) { return tag.replace(/[^A-Za-z0-9_@]+/g, '_'); }))
    .filter(function (tag) { return tag !== '' && tag !== '_'; });
}

exports.export = function (input) {
  var digest = input.digest, shown = digest.entries.slice(0, input.options.most || digest.entries.length);
  var files = [], links = [];
  shown.forEach(function (entry) {
    var paper = entry.paper, id = 'sheaf-' + slug(paper.id), summary = entry.summary || {};
    var text = (paper.citation_key ? '[cite:@' + paper.citation_key + '] ' : '') + '[[' + (paper.abs_url || '') + '][' + line(paper.id) + ']]\n' +
      line(paper.authors.map(function (one) { return one.name; }).join(', ')) + '\n\n' +
      (summary.tldr ? body(line(summary.tldr)) + '\n\n' : '') + '* Abstract\n' + body(paper.abstract) + '\n';
    files.push({path: 'papers/' + slug(paper.id) + '.org', text: node(id, paper.title, tagsOf(entry), text)});
    links.push('- [[id:' + id + '][' + line(paper.title).replace(/[\[\]]/g, '') + ']] ' + line((entry.score || {}).reason));
  });
  files.push({path: 'digests/' + digest.day + '.org',
              text: node('sheaf-digest-' + digest.profile.replace(/[^A-Za-z0-9]+/g, '-') + '-' + digest.day, 'Papers of ' + digest.day, ['digest'], links.join('\n') + '\n')});
  return {files: files};
};
