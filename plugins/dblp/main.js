// DBLP's publication search. It knows years, not days: what is new is what no list of yours had before.
var kMost = 100;

exports.ask = function (input) {
  return input.options.searches.map(function (search) {
    return {url: input.options.base + '/search/publ/api?q=' + encodeURIComponent(search) + '&format=json&h=' + kMost, as: 'json', search: search};
  });
};

function listed(value) {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

// "Jane Doe 0001" → "Jane Doe"
function nameOf(author) {
  return (typeof author === 'string' ? author : author.text || '').replace(/ \d{4}$/, '');
}

function linkOf(info) {
  var links = listed(info.ee);
  return links.length > 0 ? links[0] : info.url || '';
}

exports.read = function (input) {
  var oldest = Number(input.day.slice(0, 4)) - input.options.years + 1, papers = [], warnings = [], seen = {};
  input.answers.forEach(function (answer) {
    var hits = answer.body.result && answer.body.result.hits;
    if (!hits) {
      warnings.push(answer.request.search + ': the answer has no hits');
      return;
    }
    listed(hits.hit).forEach(function (hit) {
      var info = hit.info || {};
      if (!(Number(info.year) >= oldest) || seen[info.key]) return;
      seen[info.key] = true;
      papers.push({
        id: info.doi || 'url:https://dblp.org/rec/' + info.key,
        title: (info.title || '').replace(/\.$/, ''),
        abstract: '',
        authors: listed(info.authors && info.authors.author).map(nameOf),
        venue: listed(info.venue).join(', '),
        doi: info.doi || '',
        landing: linkOf(info)
      });
    });
  });
  return {papers: papers, warnings: warnings};
};
