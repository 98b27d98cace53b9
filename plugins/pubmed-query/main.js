// A PubMed query in two rounds: ESearch names the papers (JSON), EFetch tells of them (XML).
exports.ask = function (input) {
  var options = input.options;
  if (!options.query) throw new Error('the option "query" is empty');
  return [{
    url: options.base + '/entrez/eutils/esearch.fcgi?db=pubmed&retmode=json&retmax=' + Math.min(options.most, 200) +
         '&datetype=edat&mindate=' + input.from.replace(/-/g, '/') + '&maxdate=' + input.day.replace(/-/g, '/') +
         '&term=' + encodeURIComponent(options.query),
    as: 'json'
  }];
};

function children(node, name) {
  return ((node && node.children) || []).filter(function (child) { return child.name === name; });
}

// The first element on a path: at(article, 'Journal', 'Title')
function at(node) {
  for (var i = 1; i < arguments.length; i++) node = children(node, arguments[i])[0];
  return node;
}

function text(node) {
  if (!node) return '';
  return (node.children || []).map(function (child) { return typeof child === 'string' ? child : text(child); }).join('');
}

function authorOf(author) {
  var collective = text(at(author, 'CollectiveName'));
  return collective || (text(at(author, 'ForeName')) + ' ' + text(at(author, 'LastName'))).trim();
}

function doiOf(record) {
  var found = children(at(record, 'PubmedData', 'ArticleIdList'), 'ArticleId').filter(function (id) {
    return id.attributes && id.attributes.IdType === 'doi';
  });
  return text(found[0]);
}

function paperOf(record) {
  var citation = at(record, 'MedlineCitation'), article = at(citation, 'Article'), pmid = text(at(citation, 'PMID'));
  return {
    id: 'pmid:' + pmid,
    title: text(at(article, 'ArticleTitle')),
    abstract: children(at(article, 'Abstract'), 'AbstractText').map(function (part) {
      var label = part.attributes && part.attributes.Label;
      return (label ? label + ': ' : '') + text(part);
    }).join('\n'),
    authors: children(at(article, 'AuthorList'), 'Author').map(authorOf),
    venue: text(at(article, 'Journal', 'Title')),
    doi: doiOf(record),
    keywords: children(at(citation, 'KeywordList'), 'Keyword').map(text),
    landing: 'https://pubmed.ncbi.nlm.nih.gov/' + pmid + '/'
  };
}

exports.read = function (input) {
  var body = input.answers[0].body;
  if (input.round > 0) return {papers: children(body, 'PubmedArticle').map(paperOf)};
  var found = body.esearchresult || {};
  if (found.ERROR) throw new Error('PubMed says: ' + found.ERROR);
  if (!found.idlist || found.idlist.length === 0) return {papers: []};
  var warnings = Number(found.count) > found.idlist.length ? [found.count + ' papers match, ' + found.idlist.length + ' were asked for'] : [];
  return {warnings: warnings, ask: [{
    url: input.options.base + '/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id=' + found.idlist.join(','), as: 'xml'
  }]};
};
