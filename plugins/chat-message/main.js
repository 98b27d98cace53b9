// The day's best papers as one message. Sheaf posts nothing itself: a webhook takes the file as it is.
function text(value, most) {
  var plain = String(value || '').replace(/\s+/g, ' ').trim();
  return plain.length > most ? plain.slice(0, most - 1) + '…' : plain;
}

// Slack's mrkdwn: three characters are escaped, and nothing can mention anybody then.
function slackText(value, most) {
  return text(value, most).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function larkText(value, most) {
  return text(value, most).replace(/[<>]/g, ' ').replace(/([*_~`\[\]])/g, '\\$1');
}

function names(paper) {
  var all = paper.authors.map(function (one) { return one.name; });
  return all.length > 3 ? all.slice(0, 3).join(', ') + ' et al.' : all.join(', ');
}

function tldr(entry) {
  var summary = entry.summary || {};
  return summary.plain_tldr || summary.tldr;
}

function slackTitle(paper) {
  var title = slackText(paper.plain_title || paper.title, 200).replace(/\|/g, '¦'), url = (paper.abs_url || '').replace(/[<>|\s]/g, '');
  return '*' + (url ? '<' + url + '|' + title + '>' : title) + '*';
}

function larkTitle(paper) {
  var title = larkText(paper.plain_title || paper.title, 200), url = (paper.abs_url || '').replace(/[()\s]/g, encodeURIComponent);
  return '**' + (url ? '[' + title + '](' + url + ')' : title) + '**';
}

function slack(digest, shown) {
  var blocks = [{type: 'header', text: {type: 'plain_text', text: 'Papers of ' + digest.day}}];
  shown.forEach(function (entry) {
    var paper = entry.paper;
    blocks.push({type: 'section', text: {type: 'mrkdwn',
      text: slackTitle(paper) + '\n_' + slackText(names(paper), 150) + '_\n' +
            slackText(tldr(entry), 400)}});
  });
  return {text: 'Papers of ' + digest.day, blocks: blocks.slice(0, 50)};
}

function feishu(digest, shown) {
  return {msg_type: 'interactive', card: {
    header: {title: {tag: 'plain_text', content: 'Papers of ' + digest.day}},
    elements: shown.map(function (entry) {
      var paper = entry.paper;
      return {tag: 'markdown', content: larkTitle(paper) + '\n' +
        larkText(names(paper), 150) + '\n' + larkText(tldr(entry), 400)};
    })
  }};
}

exports.export = function (input) {
  var digest = input.digest, shown = digest.entries.slice(0, Math.max(input.options.most, 1)), files = [];
  if (input.options.slack) files.push({path: digest.day + '-slack.json', text: JSON.stringify(slack(digest, shown), null, 1) + '\n'});
  if (input.options.feishu) files.push({path: digest.day + '-feishu.json', text: JSON.stringify(feishu(digest, shown), null, 1) + '\n'});
  return {files: files};
};
