// A mail of two alternatives (RFC 2046), each base64, so that no line of a paper can end a part or a header.
var kAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function utf8(text) {
  var out = [], escaped = encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1?'));
  for (var i = 0; i < escaped.length; i++) {
    if (escaped.charAt(i) !== '%') out.push(escaped.charCodeAt(i));
    else {
      out.push(parseInt(escaped.substr(i + 1, 2), 16));
      i += 2;
    }
  }
  return out;
}

function base64(text) {
  var bytes = utf8(text), out = [];
  for (var i = 0; i < bytes.length; i += 3) {
    var left = bytes.length - i, group = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
    out.push(kAlphabet.charAt(group >> 18) + kAlphabet.charAt((group >> 12) & 63) +
             (left > 1 ? kAlphabet.charAt((group >> 6) & 63) : '=') + (left > 2 ? kAlphabet.charAt(group & 63) : '='));
  }
  return out.join('');
}

function lines(encoded) {
  return encoded.replace(/.{1,76}/g, '$&\r\n');
}

function header(name, value) {
  var plain = String(value).replace(/[\r\n]+/g, ' ').trim();
  return name + ': ' + (/^[\x20-\x7e]*$/.test(plain) ? plain : '=?UTF-8?B?' + base64(plain) + '?=') + '\r\n';
}

function html(value) {
  return String(value || '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function names(paper) {
  return paper.authors.map(function (one) { return one.name; }).join(', ');
}

function asText(title, shown) {
  return title + '\n\n' + shown.map(function (entry) {
    return entry.paper.title + '\n' + names(entry.paper) + '\n' + ((entry.summary || {}).tldr || '') + '\n' + (entry.paper.abs_url || '') + '\n';
  }).join('\n');
}

function asHtml(title, shown) {
  return '<!DOCTYPE html><html><head><meta charset="utf-8"><title>' + html(title) + '</title></head><body><h1>' + html(title) + '</h1>' +
    shown.map(function (entry) {
      return '<h3><a href="' + html(entry.paper.abs_url) + '">' + html(entry.paper.title) + '</a></h3><p><i>' + html(names(entry.paper)) +
        '</i></p><p>' + html((entry.summary || {}).tldr) + '</p>';
    }).join('') + '</body></html>';
}

exports.export = function (input) {
  var digest = input.digest, options = input.options, shown = digest.entries.slice(0, options.most);
  var title = options.subject + ' ' + digest.day, boundary = 'sheaf-' + digest.day;
  var mail = (options.from ? header('From', options.from) : '') + (options.to ? header('To', options.to) : '') + header('Subject', title) +
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="' + boundary + '"\r\n\r\n';
  [['text/plain', asText(title, shown)], ['text/html', asHtml(title, shown)]].forEach(function (part) {
    mail += '--' + boundary + '\r\nContent-Type: ' + part[0] + '; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n' + lines(base64(part[1]));
  });
  return {files: [{path: 'papers-' + digest.day + '.eml', text: mail + '--' + boundary + '--\r\n'}]};
};
