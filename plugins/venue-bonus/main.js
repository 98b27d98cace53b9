// Points for venues and for code. A venue counts where its name stands as words of its own in the
// paper's venue, journal reference or comment.
var kHosts = ['github.com/', 'gitlab.com/', 'bitbucket.org/', 'codeberg.org/', 'huggingface.co/'];

// indexOf only: a regular expression over each abstract takes ten times as long.
function namesCode(text) {
  return kHosts.some(function (host) { return text.indexOf(host) >= 0; });
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\\/]/g, '\\$&');
}

function matchers(venues) {
  return Object.keys(venues).filter(function (name) {
    return name.trim() !== '' && typeof venues[name] === 'number';
  }).map(function (name) {
    return {name: name, points: venues[name], find: new RegExp('(^|[^A-Za-z])' + escaped(name) + '($|[^A-Za-z])', 'i')};
  });
}

exports.score = function (input) {
  var options = input.options, venues = matchers(options.venues);
  return input.papers.map(function (paper) {
    var where = [paper.venue, paper.journal_ref, paper.comment].join(' | ');
    var points = 0, reasons = [];
    venues.forEach(function (venue) {
      if (!venue.find.test(where)) return;
      points += venue.points;
      reasons.push(venue.name);
    });
    if (options.code && (paper.code_url || namesCode(where) || namesCode(paper.abstract || ''))) {
      points += options.code;
      reasons.push('code');
    }
    if (reasons.length === 0) return null;
    return {points: Math.min(points, options.most), reason: reasons.join(' and ')};
  });
};
