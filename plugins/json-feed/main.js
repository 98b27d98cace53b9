// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items with an arXiv link or a DOI become those papers.
var kKnown = /(?:arxiv\.org\/(?:abs|pdf)\/|arXiv:)([a-z.-]+\/\d{7}|\d{4}\.\d{4,5})/i;
var kDoi = /\b(10\.\d{4,9}\/[^\s"<>]+[^\s"<>.,;)])/;

exports.ask = function (input) {
  if (!input.options.url) throw new Error('the option "url" is empty');
  return [{url: input.options.url, as: 'json'}];
};

function plain(html) {
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

function idOf(item, body) {
  var where = [item.external_url, item.url, item.id, body].join(' ');
  var arxiv = kKnown.exec(where), doi = kDoi.exec(where);
  if (arxiv) return arxiv[1];
  if (doi) return doi[1];
  return 'url:' + (item.external_url || item.url || '');
}

exports.read = function (input) {
  var feed = input.answers[0].body, warnings = [];
  if (!/^https?:\/\/(www\.)?jsonfeed\.org\/version\//.test(feed.version || '') || !Array.isArray(feed.items))
    throw new Error('this is no JSON Feed: it has no version or no items');
  var papers = feed.items.map(function (item, i) {
    var body = item.content_text || plain(item.content_html || item.summary || '');
    var id = idOf(item, body);
    if (id === 'url:' || !item.title) {
      warnings.push('items[' + i + ']: has no title or no link');
      return null;
    }
    var paper = {
      id: id, title: plain(item.title), abstract: plain(item.summary || body),
      authors: (item.authors || feed.authors || (item.author ? [item.author] : [])).map(function (author) { return author.name || ''; })
        .filter(function (name) { return name !== ''; }),
      venue: input.options.venue || feed.title || '', keywords: item.tags || [], landing: item.external_url || item.url || ''
    };
    var when = Date.parse(item.date_published || '');
    if (!isNaN(when)) paper.published = new Date(when).toISOString();
    return paper;
  });
  return {papers: papers.filter(function (paper) { return paper !== null; }), warnings: warnings};
};
