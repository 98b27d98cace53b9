// Fields you do not work in. Nothing is taken from a paper that has a word you always want.
// Long texts are searched with indexOf only: a regular expression over each abstract takes ten times as long.
function isWord(code) {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code >= 0xc0;
}

// `phrase` in lower case, with no letter or digit right before or after it.
function has(text, phrase) {
  for (var at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    var end = at + phrase.length;
    if ((at === 0 || !isWord(text.charCodeAt(at - 1))) && (end === text.length || !isWord(text.charCodeAt(end)))) return true;
  }
  return false;
}

function lowered(words) {
  return words.map(function (word) { return word.toLowerCase().trim(); }).filter(function (word) { return word !== ''; });
}

function inField(category, pattern) {
  if (pattern.charAt(pattern.length - 1) !== '*') return category === pattern;
  return category.indexOf(pattern.slice(0, -1)) === 0;
}

exports.score = function (input) {
  var options = input.options, fields = Object.keys(options.categories), words = Object.keys(options.words);
  var phrases = lowered(words), wanted = lowered(options.unless);
  return input.papers.map(function (paper) {
    var text = (paper.title + ' ' + (paper.abstract || '')).toLowerCase(), points = 0, reasons = [];
    if (wanted.some(function (word) { return has(text, word); })) return null;
    var primary = paper.categories[0] || '';
    fields.forEach(function (pattern) {
      if (!inField(primary, pattern)) return;
      points += options.categories[pattern];
      reasons.push(primary);
    });
    words.forEach(function (word, i) {
      if (!phrases[i] || !has(text, phrases[i])) return;
      points += options.words[word];
      reasons.push(word);
    });
    return points === 0 ? null : {points: points, reason: 'not my field: ' + reasons.join(', ')};
  });
};
