/* Charts of pages, drawn by ECharts in the page's own colours and type. */
'use strict';

const TelarCharts = (() => {
  const DASHES = { solid: 'solid', dotted: [2, 4], dashed: [8, 5] };
  const COLOURS = 10;
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'];
  const LABEL_HEIGHT = 16;
  const charts = new Set();

  function token(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /* The colour at a place in the order of colours, on the ground that the page has now. */
  function colour(index) {
    return token(`--series-${(index % COLOURS) + 1}`);
  }

  /* The same for a style sheet, which follows the ground. */
  function colourOf(index) {
    return `var(--series-${(index % COLOURS) + 1})`;
  }

  function line(series, marks) {
    return {
      name: series.name,
      type: 'line',
      data: series.points,
      symbol: marks || series.points.length === 1 ? SYMBOLS[(series.mark ?? 0) % SYMBOLS.length] : 'none',
      symbolSize: 7,
      color: colour(series.colour),
      lineStyle: { color: colour(series.colour), width: 2, type: DASHES[series.dash || 'solid'] },
      emphasis: { disabled: true },
      z: 3,
    };
  }

  /* Dashed lines from side to side, each with what it is; ECharts draws them with a series. */
  function levels({ lines, lifts = [] }) {
    return {
      markLine: {
        silent: true,
        animation: false,
        symbol: 'none',
        precision: -1, // where they are, and not rounded to decimals
        lineStyle: { type: DASHES.dashed, width: 1.5 },
        label: { position: 'insideStartTop', color: token('--ink'), fontSize: 12, formatter: ({ name }) => `{line|╌╌} ${name}` },
        data: lines.map(({ error, text, colour: place }, i) => {
          const own = place === undefined ? token('--faint') : colour(place);
          const lift = lifts[i];
          return {
            yAxis: error,
            name: text,
            lineStyle: { color: own },
            label: { show: lift !== null, distance: [5, 4 + (lift ?? 0)], rich: { line: { color: own, fontWeight: 'bold' } } },
          };
        }),
      },
    };
  }

  /* How far each line's label is lifted so that it lies on no other; null where there is no room left. */
  function liftsApart(chart, lines) {
    const lifts = [];
    let above = Infinity;
    lines
      .map(({ error }, i) => ({ i, y: chart.convertToPixel({ yAxisIndex: 0 }, error) }))
      .filter(({ y }) => Number.isFinite(y))
      .sort((a, b) => b.y - a.y)
      .forEach(({ i, y }) => {
        const at = Math.min(y, above - LABEL_HEIGHT);
        lifts[i] = at < 2 * LABEL_HEIGHT ? null : Math.round(y - at);
        above = at;
      });
    return lifts;
  }

  /* From low to high: the lower edge, unseen, and the difference stacked upon it. */
  function band(series) {
    const shared = {
      type: 'line',
      stack: `band ${series.name}`,
      symbol: 'none',
      silent: true,
      tooltip: { show: false },
      lineStyle: { opacity: 0 },
      z: 2,
    };
    return [
      { ...shared, data: series.band.map(([x, low]) => [x, low]) },
      {
        ...shared,
        data: series.band.map(([x, low, high]) => [x, high - low]),
        areaStyle: { color: colour(series.colour), opacity: 0.2 },
      },
    ];
  }

  /* The ends of an axis of whole numbers; one that is alone stands in the middle. */
  function ends({ series, last }) {
    const drawn = series.map(({ points }) => points).filter((points) => points.length > 0);
    const first = Math.min(...drawn.map((points) => points[0][0]));
    const end = last ?? Math.max(...drawn.map((points) => points.at(-1)[0]));
    return first === end ? { min: first - 0.5, max: end + 0.5 } : { min: 'dataMin', max: last ?? 'dataMax' };
  }

  /* The ends of a logarithmic axis: 1, 2 or 5 times a power of ten, beyond all values. */
  function beyond(value, up) {
    if (!(value > 0)) {
      return null;
    }
    const power = 10 ** Math.floor(Math.log10(value));
    const ends = [1, 2, 5, 10].map((digit) => digit * power);
    return up ? ends.find((end) => end >= value * (1 - 1e-9)) : ends.findLast((end) => end <= value * (1 + 1e-9));
  }

  /* The end of an axis from 0: the next of ten to a hundred steps of a power of ten. */
  function rounded(value) {
    const step = 10 ** (Math.floor(Math.log10(value)) - 1);
    return Number((Math.ceil((value * 1.02) / step) * step).toPrecision(12));
  }

  /* What an axis of errors has in common: from 0, or logarithmic. */
  function errors(log, lines = []) {
    const levels = lines.map(({ error }) => error).filter((error) => error > 0);
    const highest = ({ max }) => Math.max(max, ...levels);
    return {
      type: log ? 'log' : 'value',
      min: log ? ({ min }) => beyond(Math.min(min, ...levels), false) : 0,
      max: log ? (range) => beyond(highest(range), true) : levels.length > 0 ? (range) => rounded(highest(range)) : null,
      axisLabel: {
        color: token('--faint'),
        fontSize: 13,
        formatter: (value) => String(Number(value.toPrecision(3))),
      },
    };
  }

  function axis(name, more) {
    return {
      name,
      nameLocation: 'middle',
      nameTextStyle: { color: token('--ink'), fontSize: 14 },
      axisLabel: { color: token('--faint'), fontSize: 13 },
      axisLine: { show: true, lineStyle: { color: token('--faint') } },
      splitLine: { lineStyle: { color: token('--line') } },
      ...more,
    };
  }

  /* The values of all curves where the pointer is. */
  function hover(state) {
    return (items) => {
      const box = document.createElement('div');
      const head = document.createElement('strong');
      head.textContent = `${state.xName} ${items[0].axisValue}`;
      box.append(head);
      for (const series of state.series) {
        const at = series.points.find(([x]) => x === items[0].axisValue);
        if (at) {
          const row = document.createElement('div');
          const swatch = document.createElement('span');
          swatch.className = 'swatch';
          swatch.style.background = colour(series.colour);
          row.append(swatch, `${series.name}: ${at[2] ?? at[1]}`);
          box.append(row);
        }
      }
      return box;
    };
  }

  function option(state) {
    // On paper there are no boxes that name the curves.
    const legend = state.legend || matchMedia('print').matches;
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: true, label: { description: state.description } },
      legend: {
        show: legend,
        type: matchMedia('print').matches ? 'plain' : 'scroll',
        top: 0,
        data: state.series.map(({ name }) => name),
        textStyle: { color: token('--ink'), fontSize: 13 },
        selectedMode: false,
      },
      grid: {
        left: 78,
        right: 16,
        top: matchMedia('print').matches && state.series.length > 4 ? 100 : 36,
        bottom: state.zoom ? 92 : 52,
      },
      xAxis: axis(state.xName, {
        ...(state.doubling ? { type: 'log', logBase: 2 } : { type: 'value', minInterval: 1 }),
        ...ends(state),
        nameGap: 30,
        axisLabel: { color: token('--faint'), fontSize: 13, formatter: (x) => (Number.isInteger(x) ? String(x) : '') },
      }),
      yAxis: axis(state.yName, { ...errors(state.log, state.lines), nameGap: 60 }),
      tooltip: {
        trigger: 'axis',
        confine: true,
        backgroundColor: token('--ground'),
        borderColor: token('--line'),
        textStyle: { color: token('--ink'), fontSize: 13 },
        formatter: hover(state),
      },
      dataZoom: state.zoom
        ? [
            { type: 'slider', xAxisIndex: 0, bottom: 12, height: 22, brushSelect: false, showDataShadow: false,
              textStyle: { color: token('--faint') }, borderColor: token('--line') },
            { type: 'inside', xAxisIndex: 0, zoomOnMouseWheel: 'ctrl' },
          ]
        : [],
      series: state.series.flatMap((s, i) => [...(s.band?.length ? band(s) : []), { ...line(s, state.doubling), ...(i === 0 ? levels(state) : {}) }]),
    };
  }

  function listed(element, option, drawn = () => {}) {
    const chart = echarts.init(element, null, { renderer: 'svg' });
    const redraw = () => chart.setOption(option(), { replaceMerge: ['series', 'dataZoom'] });
    const told = () => drawn(chart, redraw);
    const draw = () => {
      redraw();
      told();
    };
    new ResizeObserver(() => {
      chart.resize();
      told();
    }).observe(element);
    charts.add({ draw });
    draw();
    return { draw, chart, told };
  }

  /* Curves over an axis of whole numbers, or with `doubling` of powers of two. Each of `series` has a name, a colour's index, a dash,
     perhaps a symbol's index, its points [x, y, text] and perhaps a band of [x, low, high]. The axis ends at `last`, where that is known; each of
     `lines` has an error to compare with, a text and perhaps a colour's index. */
  function curves(
    element,
    { series, last, lines = [], xName, yName, description, log = false, zoom = true, doubling = false, legend = false },
  ) {
    const state = { series, last, lines, lifts: [], xName, yName, description, log, zoom, doubling, legend };
    // Where labels have room is known when the axis is drawn.
    const part = (drawn, redraw) => {
      const lifts = liftsApart(drawn, state.lines);
      if (JSON.stringify(lifts) !== JSON.stringify(state.lifts)) {
        state.lifts = lifts;
        redraw();
      }
    };
    const { draw, chart, told } = listed(element, () => option(state), part);
    return {
      update(newSeries, { last: newLast = last, lines: newLines = lines } = {}) {
        const named = (series) => series.map(({ name, points }) => `${name} ${points.length > 1}`).join();
        const same = newLast === state.last && JSON.stringify(newLines) === JSON.stringify(state.lines);
        const grown = same && !newSeries.some(({ band }) => band) && named(newSeries) === named(state.series);
        Object.assign(state, { series: newSeries, last: newLast, lines: newLines });
        if (grown) {
          // The same curves with more points: nothing else is computed anew.
          chart.setOption({ series: newSeries.map(({ points }) => ({ data: points })) });
          told();
        } else {
          draw();
        }
      },
      setLog(on) {
        state.log = on;
        draw();
      },
      reset() {
        chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 });
      },
    };
  }

  /* Marks of each series at each of some names. Each of `series` has a name and its values [x, text]. */
  function marks(element, { names, series, xName, description, log = false }) {
    const state = { log };
    const told = ({ data, seriesName }) => {
      const box = document.createElement('div');
      box.textContent = `${seriesName}, ${names[data[1]]}: ${data[2]}`;
      return box;
    };
    const { draw } = listed(element, () => ({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: true, label: { description } },
      legend: { type: 'scroll', top: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: token('--ink'), fontSize: 13 } },
      grid: { left: 8, right: 24, top: 36, bottom: 40, containLabel: true },
      xAxis: axis(xName, { ...errors(state.log), nameGap: 30 }),
      yAxis: axis('', { type: 'category', data: names, inverse: true, splitLine: { show: true, lineStyle: { color: token('--line') } } }),
      tooltip: {
        trigger: 'item',
        confine: true,
        backgroundColor: token('--ground'),
        borderColor: token('--line'),
        textStyle: { color: token('--ink'), fontSize: 13 },
        formatter: told,
      },
      series: series.map(({ name, colour: place, values }, i) => ({
        name,
        type: 'scatter',
        symbol: SYMBOLS[i % SYMBOLS.length],
        symbolSize: 12,
        color: colour(place),
        data: values.map(([x, text], k) => [x, k, text]),
      })),
    }));
    return {
      setLog(on) {
        state.log = on;
        draw();
      },
    };
  }

  // On paper, and on another ground, the page has other colours.
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', () => charts.forEach((c) => c.draw()));
  }

  return { curves, marks, colour, colourOf };
})();
