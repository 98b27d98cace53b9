// Anki's text import: headers, then one note a line, fields between tabs, HTML in them.
function html(value) {
  return String(value || '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\s+/g, ' ').trim();
}

function card(entry) {
  var paper = entry.paper, summary = entry.summary || {};
  var front = '<b>' + html(paper.title) + '</b><br><small>' + html(paper.authors.map(function (one) { return one.name; }).slice(0, 5).join(', ')) +
    '</small><br>What does it do, and what comes out?';
  var back = [summary.tldr, summary.method, summary.result].filter(function (part) { return part; }).map(html).join('<br><br>') ||
    html(paper.abstract);
  var tags = ['sheaf'].concat((summary.tags || []).map(function (tag) { return tag.replace(/\s+/g, '_').replace(/[^\w-]/g, ''); }))
    .filter(function (tag) { return tag !== ''; });
  // The first field names the note, so that a paper seen twice stays one card.
  return [html(paper.id), front, back + '<br><a href="' + html(paper.abs_url) + '">' + html(paper.id) + '</a>', tags.join(' ')].join('\t');
}

exports.export = function (input) {
  var digest = input.digest, options = input.options;
  var shown = digest.entries.filter(function (entry) { return ((entry.score || {}).value || 0) >= options.least_score; }).slice(0, options.most);
  var head = ['#separator:tab', '#html:true', '#deck:' + options.deck.replace(/\s+/g, ' '), '#tags column:4', '#columns:Id\tFront\tBack\tTags'];
  return {files: [{path: 'anki-' + digest.day + '.txt', text: head.concat(shown.map(card)).join('\n') + '\n'}]};
};
