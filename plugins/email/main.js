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

// RFC 2047: words of at most 75 characters, none cut inside a character.
function word(text) {
  var out = [], part = '';
  for (var i = 0; i < text.length; i++) {
    var one = text.charAt(i);
    if (/[\ud800-\udbff]/.test(one)) one += text.charAt(++i);
    if (utf8(part + one).length > 42) {
      out.push(part);
      part = '';
    }
    part += one;
  }
  return out.concat([part]).map(function (one) { return '=?UTF-8?B?' + base64(one) + '?='; }).join('\r\n ');
}

function plain(value) {
  return String(value || '').replace(/[\x00-\x1f\x7f]+/g, ' ').trim();
}

function encoded(text) {
  return /^[\x20-\x7e]*$/.test(text) && text.indexOf('=?') < 0 && text.length < 60 ? text : word(text);
}

// "Jörg Doe <j@example.org>": the name may be encoded or quoted, the address never.
function address(value, option) {
  return plain(value).split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(function (one) {
    var parts = /^\s*"?([^"<]*?)"?\s*<([^<>]*)>\s*$/.exec(one), name = parts ? parts[1] : '', box = (parts ? parts[2] : one).trim();
    if (!/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(box) || /[<>()",;:\\]/.test(box)) throw new Error('the option "' + option + '": "' + one.trim() + '" is no address');
    if (!name) return box;
    return (/^[A-Za-z0-9 _-]*$/.test(name) ? name : /^[\x20-\x7e]*$/.test(name) ? '"' + name.replace(/\\/g, '') + '"' : word(name)) + ' <' + box + '>';
  }).join(',\r\n ');
}

// The morning of the day; ECMAScript's own spelling of a date is no mail's.
function dateOf(day) {
  var when = new Date(day + 'T06:00:00Z'), days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  var months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return days[when.getUTCDay()] + ', ' + when.getUTCDate() + ' ' + months[when.getUTCMonth()] + ' ' + when.getUTCFullYear() + ' 06:00:00 +0000';
}

function html(value) {
  return String(value || '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function names(paper) {
  return paper.authors.map(function (one) { return one.name; }).join(', ');
}

function titleOf(paper) {
  return paper.plain_title || paper.title;
}

function tldrOf(entry) {
  var summary = entry.summary || {};
  return summary.plain_tldr || summary.tldr || '';
}

function whyOf(entry) {
  return (entry.score || {}).reason || '';
}

function asText(title, shown) {
  return title + '\n\n' + shown.map(function (entry, i) {
    var lines = [(i + 1) + '. ' + titleOf(entry.paper), names(entry.paper), tldrOf(entry), whyOf(entry) && 'Why: ' + whyOf(entry), entry.paper.abs_url || ''];
    return lines.filter(function (one) { return one !== ''; }).join('\n') + '\n';
  }).join('\n') + '\n';
}

function paragraph(text, style) {
  return text ? '<p style="margin:4px 0;' + style + '">' + html(text) + '</p>' : '';
}

function asHtml(title, shown) {
  return '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>' + html(title) + '</title></head>\n' +
    '<body style="max-width:44em;margin:1em auto;padding:0 1em;font:16px/1.5 sans-serif;color:#1c1c1e;background:#ffffff">\n<h1 style="font-size:22px">' + html(title) + '</h1>\n' +
    shown.map(function (entry) {
      var url = entry.paper.abs_url, name = html(titleOf(entry.paper));
      return '<h2 style="font-size:17px;margin:24px 0 0">' + (url ? '<a style="color:#0b57d0" href="' + html(url) + '">' + name + '</a>' : name) + '</h2>' +
        paragraph(names(entry.paper), 'color:#555555;font-size:14px') + paragraph(tldrOf(entry), '') + paragraph(whyOf(entry), 'color:#555555;font-size:14px') + '\n';
    }).join('') + '</body></html>\n';
}

exports.export = function (input) {
  var digest = input.digest, options = input.options, shown = digest.entries.slice(0, options.most);
  var title = plain(options.subject + ' ' + digest.day), boundary = 'sheaf-' + digest.day;
  // X-Unsent: mail programs that know it open the file to be sent.
  var mail = 'Date: ' + dateOf(digest.day) + '\r\n' + (options.from ? 'From: ' + address(options.from, 'from') + '\r\n' : '') +
    (options.to ? 'To: ' + address(options.to, 'to') + '\r\n' : '') + 'Subject: ' + encoded(title) + '\r\nX-Unsent: 1\r\n' +
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="' + boundary + '"\r\n\r\n';
  [['text/plain', asText(title, shown)], ['text/html', asHtml(title, shown)]].forEach(function (part) {
    mail += '--' + boundary + '\r\nContent-Type: ' + part[0] + '; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n' + lines(base64(part[1]));
  });
  return {files: [{path: 'papers-' + digest.day + '.eml', text: mail + '--' + boundary + '--\r\n'}]};
};
