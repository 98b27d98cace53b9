// Where a name stands in the author list says more than that it does.
function folded(name) {
  return name.toLowerCase().replace(/[.,]/g, ' ').replace(/\s+/g, ' ').trim();
}

function parts(name) {
  return folded(name).split(' ');
}

// "Jane Q. Doe" is "J. Doe" too; the family name must be the same.
function same(a, b) {
  if (a[a.length - 1] !== b[b.length - 1]) return false;
  if (a.length === 1 || b.length === 1) return a.length === b.length;
  return a[0] === b[0] || ((a[0].length === 1 || b[0].length === 1) && a[0].charAt(0) === b[0].charAt(0));
}

exports.score = function (input) {
  var options = input.options, first = Object.keys(options.first), last = Object.keys(options.last);
  var firstParts = first.map(parts), lastParts = last.map(parts);
  return input.papers.map(function (paper) {
    var names = paper.authors, points = 0, reasons = [];
    function add(some, why) {
      if (!some) return;
      points += some;
      reasons.push(why);
    }
    if (names.length === 0) return null;
    if (first.length > 0) {
      var leader = parts(names[0]);
      first.forEach(function (name, i) { if (same(firstParts[i], leader)) add(options.first[name], name + ' first'); });
    }
    if (last.length > 0 && names.length > 1) {
      var senior = parts(names[names.length - 1]);
      last.forEach(function (name, i) { if (same(lastParts[i], senior)) add(options.last[name], name + ' last'); });
    }
    if (names.length >= options.long_list) add(options.long_list_points, names.length + ' authors');
    if (names.length === 1) add(options.single_author_points, 'one author');
    return points === 0 ? null : {points: points, reason: reasons.join(', ')};
  });
};
