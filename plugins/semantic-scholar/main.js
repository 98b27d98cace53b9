// Semantic Scholar's recommendations: papers like those you name, and unlike others. One POST a day.
var kFields = 'externalIds,title,abstract,authors,venue,publicationDate,citationCount,url';

exports.ask = function (input) {
  var options = input.options;
  if (options.like.length === 0) throw new Error('name at least one paper in the option "like"');
  return [{
    url: options.base + '/recommendations/v1/papers?limit=' + Math.min(Math.max(options.most, 1), 500) + '&fields=' + kFields,
    as: 'json',
    body: {positivePaperIds: options.like, negativePaperIds: options.unlike}
  }];
};

function idOf(paper) {
  var ids = paper.externalIds || {};
  if (ids.ArXiv) return ids.ArXiv;
  if (ids.DOI) return ids.DOI;
  return 's2:' + paper.paperId;
}

exports.read = function (input) {
  var list = input.answers[0].body.recommendedPapers;
  if (!Array.isArray(list)) throw new Error('the answer has no recommendedPapers');
  return {papers: list.filter(function (paper) { return paper && paper.title; }).map(function (paper) {
    var out = {
      id: idOf(paper), title: paper.title, abstract: paper.abstract || '', venue: paper.venue || '',
      authors: (paper.authors || []).map(function (author) { return author.name; }),
      aliases: ['s2:' + paper.paperId], landing: paper.url || ''
    };
    if (typeof paper.citationCount === 'number') out.citations = paper.citationCount;
    if (paper.publicationDate) out.published = paper.publicationDate + 'T00:00:00Z';
    return out;
  })};
};
