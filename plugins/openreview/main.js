// OpenReview, API v2: the newest submissions of several venues. The core's own source follows one venue
// each; this one joins many, and picks by keyword and decision.
var kMost = 200;

function value(content, name) {
  var field = content[name];
  return field && field.value !== undefined ? field.value : field;
}

exports.ask = function (input) {
  return input.options.venues.map(function (venue) {
    return {
      url: input.options.base + '/notes?invitation=' + encodeURIComponent(venue + '/-/Submission') +
           '&sort=' + encodeURIComponent('cdate:desc') + '&limit=' + kMost,
      as: 'json', venue: venue
    };
  });
};

function paperOf(note, venue) {
  var content = note.content || {}, pdf = value(content, 'pdf') || '';
  return {
    id: 'openreview:' + note.forum,
    title: value(content, 'title') || '',
    abstract: value(content, 'abstract') || '',
    authors: value(content, 'authors') || [],
    keywords: value(content, 'keywords') || [],
    venue: value(content, 'venue') || venue,
    landing: 'https://openreview.net/forum?id=' + note.forum,
    pdf: pdf.charAt(0) === '/' ? 'https://openreview.net' + pdf : pdf,
    published: new Date(note.pdate || note.cdate).toISOString()
  };
}

function matches(paper, keywords) {
  if (keywords.length === 0) return true;
  var text = [paper.title, paper.abstract, paper.keywords.join(' ')].join(' ').toLowerCase();
  return keywords.some(function (word) { return text.indexOf(word.toLowerCase()) >= 0; });
}

exports.read = function (input) {
  var from = Date.parse(input.from + 'T00:00:00Z'), until = Date.parse(input.day + 'T00:00:00Z') + 86400000;
  var papers = [], warnings = [];
  input.answers.forEach(function (answer) {
    if (!Array.isArray(answer.body.notes)) {
      warnings.push(answer.request.venue + ': the answer has no notes');
      return;
    }
    answer.body.notes.forEach(function (note) {
      if (!(note.cdate >= from && note.cdate < until)) return;
      var paper = paperOf(note, answer.request.venue);
      if (input.options.accepted_only && /submitted/i.test(paper.venue)) return;
      if (matches(paper, input.options.keywords)) papers.push(paper);
    });
  });
  return {papers: papers, warnings: warnings};
};
