// Anki's text import: headers, then one note a line, fields between tabs, HTML in them.
function html(value) {
  return String(value || '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\s+/g, ' ').trim();
}

// A tag is one word; Anki makes a tree of "::".
function tagOf(text) {
  return text.replace(/[\s\u3000"'<>&:,;]+/g, '_').replace(/^_+|_+$/g, '');
}

// A part that another one already says is not said twice.
function told(summary) {
  var parts = [];
  [summary.plain_tldr || summary.tldr, summary.method, summary.result].forEach(function (part) {
    if (part && !parts.some(function (known) { return known.indexOf(part) >= 0; }))
      parts = parts.filter(function (known) { return part.indexOf(known) < 0; }).concat([part]);
  });
  return parts;
}

function card(entry) {
  var paper = entry.paper, summary = entry.summary || {};
  var front = '<b>' + html(paper.plain_title || paper.title) + '</b><br><small>' +
    html(paper.authors.map(function (one) { return one.name; }).slice(0, 5).join(', ') + (paper.authors.length > 5 ? ' et al.' : '')) +
    '</small><br>What does it do, and what comes out?';
  var back = told(summary).map(html).join('<br><br>') || html(paper.plain_abstract || paper.abstract);
  var tags = ['sheaf'].concat((summary.tags || []).map(tagOf)).filter(function (tag) { return tag !== ''; });
  var link = paper.abs_url ? '<br><a href="' + html(paper.abs_url) + '">' + html(paper.id) + '</a>' : '<br>' + html(paper.id);
  // The first field names the note, so that a paper seen twice stays one card.
  return [html(paper.id), front, back + link, tags.join(' ')].join('\t');
}

exports.export = function (input) {
  var digest = input.digest, options = input.options;
  var shown = digest.entries.filter(function (entry) { return ((entry.score || {}).value || 0) >= options.least_score; }).slice(0, options.most);
  var head = ['#separator:tab', '#html:true', '#deck:' + options.deck.replace(/\s+/g, ' '), '#tags column:4', '#columns:Id\tFront\tBack\tTags'];
  return {files: [{path: 'anki-' + digest.day + '.txt', text: head.concat(shown.map(card)).join('\n') + '\n'}]};
};
