/* The page that shows a training. */

import { follow } from './live-stream.js';

const facts = JSON.parse(document.getElementById('facts').textContent);
const texts = facts.texts;

/* Drawing shares the processor with the training: between two drawings lies at least so much, and up to
   so much that drawing takes this part of the time. */
const REDRAW_MILLIS = 1000;
const LONGEST_MILLIS = 2000;
const PART = 0.01;

const element = (id) => document.getElementById(id);
const originals = images(facts.originals);

/* What is known. */
const known = { run: null, standing: new Map(), epochs: new Map(), pictures: new Map() };
let chart = null;
let connection = 'reset';

function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/* The pictures in Base64, each with values in [0, 1]. */
function images(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const size = facts.width * facts.height;
  return facts.names.map((_, i) => Float32Array.from(bytes.subarray(i * size, (i + 1) * size), (b) => b / 255));
}

function label({ hidden, seed }) {
  const several = known.run.models.filter((model) => model.hidden === hidden).length > 1;
  return several ? fill(texts.seeded, hidden, seed) : fill(texts.width, hidden);
}

function cell(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

function rowHead(text) {
  const head = cell('th', text);
  head.scope = 'row';
  return head;
}

/* The errors of the newest epoch of a model. */
function newest(model) {
  const epochs = known.epochs.get(model);
  return epochs ? epochs[epochs.length - 1] : null;
}

function progress(model, standing) {
  const bar = document.createElement('progress');
  bar.max = model.epochs;
  bar.value = standing.done;
  const words = texts[standing.state];
  bar.setAttribute('aria-label', `${label(model)}: ${words}`);
  const epoch = fill(texts.epochs, Math.floor(standing.done), model.epochs);
  return cell('td', bar, standing.state === 'waiting' ? words : `${words}, ${epoch}`);
}

function showModels() {
  const rows = known.run.models.map((model, i) => {
    const standing = known.standing.get(i) ?? { state: 'waiting', done: 0, left: '', speed: '', test_error: '' };
    const errors = newest(i);
    const row = cell(
      'tr',
      rowHead(label(model)),
      progress(model, standing),
      cell('td', standing.left),
      cell('td', standing.speed),
      cell('td', errors ? errors.train_text : ''),
      cell('td', errors ? errors.validation_text : ''),
      cell('td', standing.test_error),
    );
    row.className = standing.state;
    return row;
  });
  document.querySelector('#models tbody').replaceChildren(...rows);
}

function showRun() {
  const { state, message, stoppable, reported } = known.run;
  const after = state === 'done' && !facts.lasting ? fill(texts.after, facts.folder) : message;
  element('state').textContent = `${texts[`run.${state}`]} ${after}`.trim();
  element('report').hidden = !reported;
  element('stop').hidden = !stoppable || connection !== 'reset';
}

/* Each width has a colour. */
function widths() {
  return [...new Set(known.run.models.map((model) => model.hidden))];
}

function checked(name) {
  return new Set([...document.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value));
}

function showWidths() {
  const fieldset = element('widths');
  const shown = new Set([...fieldset.querySelectorAll('input')].map((box) => Number(box.value)));
  widths().forEach((width, i) => {
    if (!shown.has(width)) {
      const box = document.createElement('input');
      Object.assign(box, { type: 'checkbox', name: 'width', value: width, checked: true });
      const swatch = cell('span');
      swatch.className = 'swatch';
      swatch.style.background = `var(--series-${(i % 6) + 1})`;
      fieldset.append(cell('label', box, ' ', swatch, fill(texts.width, width)));
    }
  });
}

function curves() {
  const colours = widths();
  const asked = checked('width');
  const kinds = [
    { kind: 'train', dash: 'dotted' },
    { kind: 'validation', dash: 'solid' },
  ].filter(({ kind }) => checked('kind').has(kind));
  return known.run.models.flatMap((model, i) =>
    asked.has(String(model.hidden))
      ? kinds.map(({ kind, dash }) => ({
          name: `${label(model)}, ${texts[kind]}`,
          colour: colours.indexOf(model.hidden),
          dash,
          points: (known.epochs.get(i) ?? [])
            .filter((errors) => errors[kind] !== null)
            .map((errors) => [errors.epoch, errors[kind], errors[`${kind}_text`]]),
        }))
      : [],
  );
}

function showCurves() {
  const series = curves().filter(({ points }) => points.length > 0);
  const log = checked('scale').has('log');
  if (chart === null) {
    chart = TelarCharts.curves(element('curves'), {
      series,
      xName: texts.epoch,
      yName: texts.error,
      description: element('curves').getAttribute('aria-label'),
      log,
      zoom: false,
    });
  } else {
    chart.setLog(log);
    chart.update(series);
  }
}

function pictureRow(head, values, told) {
  const drawn = values.map((image, i) =>
    cell('td', TelarPictures.canvas(image, facts.width, facts.height, TelarPictures.grey, told(facts.names[i]))),
  );
  return cell('tr', head, ...drawn);
}

function showPictures() {
  const first = pictureRow(rowHead(texts.original), originals, (name) => fill(texts.originalOf, name));
  [...first.querySelectorAll('td')].forEach((td, i) => td.append(facts.names[i]));
  const rows = known.run.models.flatMap((model, i) => {
    const pictures = known.pictures.get(i);
    if (!pictures) {
      return [];
    }
    const head = rowHead(label(model));
    head.append(cell('small', fill(texts.afterEpoch, pictures.epoch)));
    const told = (name) => fill(texts.reconstructionOf, name, label(model), pictures.epoch);
    return [pictureRow(head, images(pictures.pixels), told)];
  });
  document.querySelector('#pictures tbody').replaceChildren(first, ...rows);
}

const DRAW = {
  run: () => {
    showRun();
    showModels();
    showWidths();
    showCurves();
    showPictures();
  },
  model: showModels,
  epoch: () => {
    showModels();
    showCurves();
  },
  pictures: showPictures,
};

/* Draws what has changed; nothing while nobody looks. */
const changed = new Set();
let resting = false;

function draw() {
  const kinds = changed.has('run') ? ['run'] : [...changed];
  changed.clear();
  kinds.forEach((kind) => DRAW[kind]());
}

function redraw(kind) {
  changed.add(kind);
  if (resting || !known.run) {
    return;
  }
  resting = true;
  requestAnimationFrame(() => {
    const started = performance.now();
    draw();
    const taken = performance.now() - started;
    setTimeout(() => {
      resting = false;
      if (changed.size > 0) {
        redraw([...changed][0]);
      }
    }, Math.min(LONGEST_MILLIS, Math.max(REDRAW_MILLIS, taken / PART)));
  });
}

const LEARN = {
  run: (data) => {
    known.run = data;
  },
  model: (data) => known.standing.set(data.model, data),
  epoch: (data) => {
    const epochs = (known.epochs.get(data.model) ?? []).filter(({ epoch }) => epoch !== data.epoch);
    known.epochs.set(data.model, [...epochs, data].sort((a, b) => a.epoch - b.epoch));
  },
  pictures: (data) => known.pictures.set(data.model, data),
};

function connected(kind) {
  connection = kind;
  const alert = element('connection');
  const over = known.run && !['training', 'waiting'].includes(known.run.state);
  alert.hidden = kind === 'reset' || (kind === 'end' && over);
  alert.textContent = alert.hidden ? '' : texts[`connection.${kind}`];
  redraw('run');
}

function hear({ kind, data }) {
  if (LEARN[kind]) {
    LEARN[kind](data);
    redraw(kind);
  } else if (kind === 'stranger') {
    location.reload();
  } else {
    connected(kind);
  }
}

function listen() {
  if (!window.SharedWorker) {
    follow(facts.session, hear);
    return;
  }
  const worker = new SharedWorker('assets/live-worker.js', { type: 'module', name: facts.session });
  worker.port.onmessage = ({ data }) => data.forEach(hear);
  const tellWhetherSeen = () => worker.port.postMessage(!document.hidden);
  addEventListener('visibilitychange', tellWhetherSeen);
  addEventListener('pagehide', () => worker.port.postMessage(false));
  tellWhetherSeen();
}

async function stop() {
  element('stop').disabled = true;
  element('stop').textContent = texts.stopping;
  const answer = await fetch('api/stop', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  const asked = answer && answer.ok && (await answer.json()).asked;
  if (!asked) {
    element('stop').disabled = false;
    element('stop').textContent = texts.stop;
    element('connection').hidden = false;
    element('connection').textContent = texts.unstoppable;
  }
}

element('pages').hidden = !facts.lasting;
element('stop').addEventListener('click', () => element('confirm').showModal());
element('confirm').addEventListener('close', () => {
  if (element('confirm').returnValue === 'stop') {
    stop();
  }
});
element('curves-controls').addEventListener('change', showCurves);
listen();
