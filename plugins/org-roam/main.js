// Org-roam nodes: a property drawer with an ID, then a title. IDs are made from the paper's, so that links hold.
// What would be structure in a paper's text is taken apart by a space of no width: headings, links and their
// bare spelling (elisp:, shell:), time stamps, footnotes, citations, macros and code that runs on export.
var kGap = '\u200b';

function line(text) {
  return String(text || '').replace(/\s+/g, ' ').trim()
    .replace(/\[(?=\[|fn:|cite|\d)/g, '[' + kGap).replace(/\](?=\])/g, ']' + kGap).replace(/<(?=[<\d%])/g, '<' + kGap)
    .replace(/\{(?=\{)/g, '{' + kGap).replace(/\b(elisp|shell|file|id|info|help|attachment|mailto|doom|docview|javascript|vbscript|data):(?=\S)/gi, '$1' + kGap + ':')
    .replace(/\b(src|call)_(?=\S)/gi, '$1' + kGap + '_').replace(/@@/g, '@' + kGap + '@').replace(/^(?=[*#:|+\-]|\d+[.)])/, kGap);
}

function slug(text) {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase();
}

function node(id, title, tags, text) {
  return ':PROPERTIES:\n:ID: ' + id + '\n:END:\n#+title: ' + title + '\n' +
    (tags.length > 0 ? '#+filetags: :' + tags.join(':') + ':\n' : '') + '#+options: ^:nil\n\n' + text;
}

// Letters of any script may stand in a tag; Duktape's \w knows ASCII only.
function tagsOf(entry) {
  return ['paper'].concat(((entry.summary || {}).tags || []).map(function (tag) {
    return tag.replace(/[^A-Za-z0-9_@\u00aa-\u02af\u0370-\u1fff\u3040-\ud7ff\uf900-\ufaff]+/g, '_').replace(/^_+|_+$/g, '');
  })).filter(function (tag) { return tag !== ''; });
}

function titleOf(paper) {
  return line(paper.plain_title || paper.title);
}

exports.export = function (input) {
  var digest = input.digest, shown = digest.entries.slice(0, input.options.most || digest.entries.length);
  var files = [], links = [];
  shown.forEach(function (entry) {
    var paper = entry.paper, id = 'sheaf-' + slug(paper.id), summary = entry.summary || {}, url = (paper.abs_url || '').replace(/[\[\]\s]/g, encodeURIComponent);
    var text = (paper.citation_key ? '[cite:@' + paper.citation_key.replace(/[^A-Za-z0-9_:.\-]/g, '') + '] ' : '') +
      (url ? '[[' + url + '][' + paper.id.replace(/[\[\]]/g, '') + ']]' : line(paper.id)) + '\n' +
      line(paper.authors.map(function (one) { return one.name; }).join(', ')) + '\n\n' +
      (summary.tldr ? line(summary.plain_tldr || summary.tldr) + '\n\n' : '') + '* Abstract\n' + line(paper.plain_abstract || paper.abstract) + '\n';
    files.push({path: 'papers/' + slug(paper.id) + '.org', text: node(id, titleOf(paper), tagsOf(entry), text)});
    var reason = line((entry.score || {}).reason);
    links.push('- [[id:' + id + '][' + line((paper.plain_title || paper.title).replace(/[\[\]]+/g, ' ')) + ']]' + (reason ? ' ' + reason : ''));
  });
  files.push({path: 'digests/' + digest.day + '.org',
              text: node('sheaf-digest-' + digest.profile.replace(/[^A-Za-z0-9]+/g, '-') + '-' + digest.day, 'Papers of ' + digest.day, ['digest'], links.join('\n') + '\n')});
  return {files: files};
};
