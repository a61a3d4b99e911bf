// Reweights embedded draws to the reader's beliefs. What is shown is the published number plus the
// difference between the reweighted and the plain sample, so at the defaults it is the published one.
"use strict";
(function () {
  var data = JSON.parse(document.getElementById("draws").textContent);
  var form = document.getElementById("beliefs");
  var frame = data.frame;
  var NEVER = 255;

  var nDraws = data.draws, nCases = data.cases.length, years, places;

  // All draws as bytes: the years of a draw side by side, then the places slider by slider.
  function unpack(bytes) {
    years = data.cases.map(function (_, c) {
      return Uint8Array.from({ length: nDraws }, function (_, k) { return bytes[k * nCases + c]; });
    });
    places = data.sliders.map(function (_, i) {
      var from = nDraws * (nCases + i);
      return bytes.subarray(from, from + nDraws);
    });
  }

  function inflated(coded) {
    var raw = Uint8Array.from(atob(coded), function (c) { return c.charCodeAt(0); });
    var stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }

  var middle = (data.sliders[0].labels.length - 1) / 2;
  var STEP = 2 / middle; // sd of the belief per step of a slider

  function byId(id) { return document.getElementById(id); }
  function slide(i) { return byId("slide-" + i); }
  function menu(name) { return byId("menu-" + name); }

  function weights() {
    var logs = new Float64Array(nDraws), sd = Number(menu("sure").value);
    data.sliders.forEach(function (slider, i) {
      var shift = (Number(slide(i).value) - middle) * STEP;
      if (shift === 0) return;
      for (var k = 0; k < nDraws; k++) {
        var z = data.scores[places[i][k]];
        logs[k] += z * z / 2 - (z - shift) * (z - shift) / (2 * sd * sd);
      }
    });
    var most = Math.max.apply(null, logs), sum = 0, squares = 0, found = new Float64Array(nDraws);
    for (var k = 0; k < nDraws; k++) { found[k] = Math.exp(logs[k] - most); sum += found[k]; }
    for (k = 0; k < nDraws; k++) { found[k] /= sum; squares += found[k] * found[k]; }
    return { each: found, effective: 1 / squares };
  }

  function caseOf(n, theta, phi) {
    for (var i = 0; i < data.cases.length; i++) {
      var c = data.cases[i];
      if (c[0] === n && c[1] === theta && c[2] === phi) return i;
    }
    return -1;
  }

  // Chance before each year of the published curve, under weights (null: each draw alike).
  function curveOf(row, weight) {
    var length = data.published[0].cdf.length, added = new Float64Array(length + 1);
    for (var k = 0; k < nDraws; k++) {
      if (row[k] === NEVER) continue;
      var at = Math.max(0, data.firstYear + row[k] + 1 - data.cdfFrom);
      added[Math.min(at, length)] += weight ? weight[k] : 1 / nDraws;
    }
    var found = new Float64Array(length), sum = 0;
    for (var i = 0; i < length; i++) { sum += added[i]; found[i] = sum; }
    return found;
  }

  function medianOf(curve) {
    for (var i = 1; i < curve.length; i++) {
      if (curve[i] >= 0.5) {
        return data.cdfFrom + i - 1 + (0.5 - curve[i - 1]) / (curve[i] - curve[i - 1]);
      }
    }
    return null;
  }

  function percent(p, mcse) {
    var step = [1, 5, 10].filter(function (s) { return 200 * mcse <= s; })[0] || 10;
    var value = 100 * p / step, down = Math.floor(value), rest = value - down;
    var even = rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
    var rounded = step * even, certain = mcse === 0 && (p === 0 || p === 1);
    if (rounded <= 0 && !certain) return "<" + step + "%";
    if (rounded >= 100 && !certain) return ">" + (100 - step) + "%";
    return rounded + "%";
  }

  function show(id, told) { var place = byId(id); if (place) place.textContent = told; }

  function lineOf(curve) {
    var last = curve.length - 1, parts = [];
    for (var i = 0; i <= last; i++) {
      var x = frame.left + (frame.right - frame.left) * i / last;
      parts.push(x.toFixed(1) + " " + (frame.bottom - (frame.bottom - frame.top) * curve[i]).toFixed(1));
    }
    return "M" + parts.join("L");
  }

  function update() {
    var n = Number(menu("n").value), theta = Number(menu("theta").value);
    var phi = Number(menu("phi").value), weight = weights();
    var published = data.published.filter(function (p) { return p.n === n && p.theta === theta; })[0];
    var plain = curveOf(years[caseOf(n, theta, data.mainPhi)], null);
    var moved = weight.effective < nDraws - 1e-6;
    var yours = curveOf(years[caseOf(n, theta, phi)], moved ? weight.each : null);
    var curve = published.cdf.map(function (p, i) {
      return Math.min(1, Math.max(0, p + yours[i] - plain[i]));
    });
    var last = curve.length - 1, changed = moved || phi !== data.mainPhi;
    published.p.forEach(function (row) {
      var at = row[0] + 1 - data.cdfFrom;
      show("p-" + row[0], percent(Math.min(1, Math.max(0, row[1] + yours[at] - plain[at])), row[2]));
    });
    show("p-never", percent(Math.min(1, Math.max(0, published.never - yours[last] + plain[last])), published.p[0][2]));
    var median = changed ? medianOf(curve) : published.median;
    show("p-median", median === null ? ">2100" : String(Math.floor(median)));
    // The published column follows the menus of N and theta.
    var cells = byId("p-median").closest("table").querySelectorAll("tbody tr");
    published.p.forEach(function (row, i) { cells[i].cells[1].textContent = percent(row[1], row[2]); });
    cells[published.p.length].cells[1].textContent = percent(published.never, published.p[0][2]);
    cells[published.p.length + 1].cells[1].textContent =
      published.median === null ? ">2100" : String(Math.floor(published.median));
    byId("line-published").setAttribute("d", lineOf(published.cdf));
    byId("line-yours").setAttribute("d", lineOf(curve));
    data.sliders.forEach(function (slider, i) { show("shown-" + i, slider.labels[Number(slide(i).value)]); });
    var effective = Math.round(weight.effective), few = weight.effective < data.fewest;
    show("effective", (few ? "Warning: your beliefs lie outside what these draws can speak to. " : "") +
      "Worth " + effective + " of " + nDraws + " draws. What goes with an input moves with it." +
      (few ? " Run the forecast with --set instead." : ""));
    byId("effective").classList.toggle("warning", few);
    remember();
  }

  function remember() {
    var told = [];
    ["n", "theta", "phi", "sure"].forEach(function (name) {
      var own = menu(name), standard = own.querySelector("option[selected]").value;
      if (own.value !== standard) told.push(name + "=" + own.value);
    });
    data.sliders.forEach(function (slider, i) {
      if (Number(slide(i).value) !== middle) told.push(slider.name + "=" + slide(i).value);
    });
    try { history.replaceState(null, "", told.length ? "#" + told.join("&") : "#"); } catch (e) { /* opened from a file */ }
  }

  function recall() {
    location.hash.slice(1).split("&").forEach(function (pair) {
      var parts = pair.split("="), name = parts[0], value = parts[1];
      var own = menu(name);
      if (own && Array.prototype.some.call(own.options, function (o) { return o.value === value; })) own.value = value;
      data.sliders.forEach(function (slider, i) {
        if (slider.name === name && /^\d+$/.test(value)) slide(i).value = value;
      });
    });
  }

  function start(buffer) {
    unpack(new Uint8Array(buffer));
    form.hidden = false;
    form.addEventListener("input", update);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(update, 0); });
    window.addEventListener("hashchange", function () { form.reset(); recall(); update(); });
    recall();
    update();
  }

  if (window.DecompressionStream) inflated(data.packed).then(start);
})();
