"use strict";
(function () {
  var say = document.body.dataset, danish = document.documentElement.lang === "da";
  function button(text, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  // The first number of a text, written in the language of the page; NaN where it has none.
  function number(text) {
    var found = text.match(/-?\d[\d.,]*/);
    if (!found) return NaN;
    return parseFloat(danish ? found[0].replace(/\./g, "").replace(",", ".") : found[0].replace(/,/g, ""));
  }
  function sort(table, at, heading) {
    // Words first go up, figures down: the largest is what is looked for.
    var state = heading.getAttribute("aria-sort"), words = heading.classList.contains("w");
    var upward = state === "none" ? words : state === "descending";
    var body = table.tBodies[0], compare = new Intl.Collator(document.documentElement.lang, {numeric: true}).compare;
    var rows = Array.prototype.map.call(body.rows, function (row, order) {
      var text = row.cells[at].textContent.trim();
      return {row: row, order: order, key: words ? text : number(text)};
    });
    rows.sort(function (one, other) {
      var lacking = function (each) { return words ? each.key === "" : isNaN(each.key); };
      if (lacking(one) || lacking(other)) return lacking(one) - lacking(other) || one.order - other.order;
      var found = words ? compare(one.key, other.key) : one.key - other.key;
      return (upward ? found : -found) || one.order - other.order;
    });
    rows.forEach(function (each) { body.appendChild(each.row); });
    table.querySelectorAll("thead th[aria-sort]").forEach(function (each) { each.setAttribute("aria-sort", "none"); });
    heading.setAttribute("aria-sort", upward ? "ascending" : "descending");
  }
  // A text that a spreadsheet would take for a formula gets an apostrophe, as in all our CSV.
  function field(text) {
    if (!/^[+-]?\d[\d.,]*( [+\u00b1-] \?)?$/.test(text))
      text = text.replace(/(^|[,;|\t])(?=["'\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'");
    return /[";\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function download(table, name) {
    var rows = Array.prototype.filter.call(table.rows, function (row) { return !row.hidden; });
    var lines = rows.map(function (row) {
      return Array.prototype.map.call(row.cells, function (cell) {
        return field(cell.innerText.trim().replace(/\s*\n\s*/g, ", "));
      }).join(";");
    });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], {type: "text/csv"}));
    link.download = name + ".csv";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function search(table, tools) {
    var label = document.createElement("label"), input = document.createElement("input"), shown = document.createElement("span");
    input.type = "search";
    shown.setAttribute("role", "status");
    label.append(say.search + " ", input);
    tools.append(label, shown);
    input.addEventListener("input", function () {
      var wanted = input.value.toLocaleLowerCase(), rows = Array.prototype.slice.call(table.tBodies[0].rows), left = 0;
      rows.forEach(function (row) {
        row.hidden = row.textContent.toLocaleLowerCase().indexOf(wanted) < 0;
        left += !row.hidden;
      });
      if (table.tFoot) Array.prototype.forEach.call(table.tFoot.rows, function (row) { row.hidden = left < rows.length; });
      shown.textContent = wanted ? say.shown.replace("{shown}", left).replace("{whole}", rows.length) : "";
    });
  }
  document.querySelectorAll("table").forEach(function (table, at) {
    var tools = document.createElement("div");
    tools.className = "tools";
    if (table.tBodies[0].rows.length > 10) search(table, tools);
    tools.append(button(say.download, function () { download(table, table.id || "tidlig-" + (at + 1)); }));
    tools.lastChild.setAttribute("aria-label", say.download + ": " + table.caption.textContent);
    table.parentNode.parentNode.insertBefore(tools, table.parentNode);
    if (!table.classList.contains("s")) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, column) {
      var text = heading.textContent;
      if (!text.trim()) return;
      heading.textContent = "";
      heading.setAttribute("aria-sort", "none");
      heading.append(button(text, function () { sort(table, column, heading); }));
    });
  });
  document.querySelector("header").append(button(say.print, function () { window.print(); }));
})();
