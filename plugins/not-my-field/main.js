// Fields you do not work in. Nothing is taken from a paper that has a word you always want.
function has(text, phrase) {
  return (' ' + text + ' ').indexOf(' ' + plain(phrase) + ' ') >= 0;
}

function plain(text) {
  return text.toLowerCase().replace(/[^a-z0-9\u00c0-\uffff]+/g, ' ').trim();
}

function inField(category, pattern) {
  if (pattern.charAt(pattern.length - 1) !== '*') return category === pattern;
  return category.indexOf(pattern.slice(0, -1)) === 0;
}

exports.score = function (input) {
  var options = input.options, fields = Object.keys(options.categories), words = Object.keys(options.words);
  return input.papers.map(function (paper) {
    var text = plain(paper.title + ' ' + (paper.abstract || '')), points = 0, reasons = [];
    if (options.unless.some(function (word) { return has(text, word); })) return null;
    var primary = paper.categories[0] || '';
    fields.forEach(function (pattern) {
      if (!inField(primary, pattern)) return;
      points += options.categories[pattern];
      reasons.push(primary);
    });
    words.forEach(function (word) {
      if (!has(text, word)) return;
      points += options.words[word];
      reasons.push(word);
    });
    return points === 0 ? null : {points: points, reason: 'not my field: ' + reasons.join(', ')};
  });
};
