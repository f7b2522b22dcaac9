/* What moves in the report. */
'use strict';

(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const words = data.words;

  function checked(name) {
    return [...document.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
  }

  /* The curves that the boxes ask for: a colour a model, a dash a kind of error. */
  function curvesAsked() {
    const models = new Set(checked('model'));
    const kinds = new Set(checked('kind'));
    return data.curves
      .filter((curve) => models.has(String(curve.hidden)) && kinds.has(curve.kind))
      .map((curve) => ({ ...curve, name: `N = ${curve.hidden}, ${words[curve.kind]}` }));
  }

  function learningCurves() {
    const element = document.getElementById('learning-curves');
    if (!element) {
      return;
    }
    const chart = TelarCharts.curves(element, {
      series: curvesAsked(),
      xName: words.epoch,
      yName: words.error,
      description: element.dataset.description,
    });
    const form = document.getElementById('learning-curves-controls');
    form.hidden = false;
    form.addEventListener('change', () => {
      chart.setLog(checked('scale').includes('log'));
      chart.update(curvesAsked());
    });
    form.querySelector('button').addEventListener('click', () => chart.reset());
    for (const swatch of form.querySelectorAll('.swatch')) {
      swatch.style.background = `var(--series-${(Number(swatch.dataset.colour) % 6) + 1})`;
    }
  }

  learningCurves();
})();
