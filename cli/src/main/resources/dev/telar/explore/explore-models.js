/* Which model is explored, and what Telar measures of it in the background. */

import { ask, attempt, byId, text } from './explore-api.js';

const POLL_MS = 250;

/* A checkpoint is called by its run and its step. */
function runOf(id) {
  return id === null ? null : id.split('@')[0];
}

export class Models {
  /* on: what is told of a model, by the names opened, survey and map; survey and map are null while they
     are computed */
  constructor(on) {
    this.on = on;
    this.id = '';
    this.errors = new Map();
    byId('model').addEventListener('change', () => attempt(() => this.choose()));
    byId('model-refresh').addEventListener('click', () => attempt(() => this.load()));
  }

  /* Fills the list, and opens the run's model that was chosen before, that the address asks for,
     or the first one. */
  async load() {
    const models = await ask('models');
    this.errors = new Map(models.map(({ id, error }) => [id, error]));
    const select = byId('model');
    const before = select.value;
    select.replaceChildren(...models.map((model) => new Option(this.nameOf(model), model.id)));
    const wanted = [before, new URLSearchParams(location.search).get('model')];
    const same = wanted.map((id) => models.find((model) => runOf(model.id) === runOf(id)));
    select.value = (same.find((model) => model) ?? models[0]).id;
    byId('model-refresh').hidden = models.every((model) => model.step === null);
    if (select.value !== this.id) {
      await this.choose();
    }
  }

  nameOf({ hidden, seed, step, error }) {
    return (
      text('choice', hidden, seed) +
      (step === null ? '' : text('choice.step', step)) +
      (error === null ? '' : text('choice.error', error))
    );
  }

  async choose() {
    const id = byId('model').value;
    this.id = id;
    const model = await ask('model', { model: id });
    if (id !== this.id) {
      return;
    }
    byId('model-facts').textContent = this.factsOf(model);
    this.on.survey(null);
    this.on.map(null);
    attempt(() => this.follow(id));
    await this.on.opened(id, model);
  }

  factsOf({ widths, activation }) {
    const error = this.errors.get(this.id);
    const facts = widths.length > 3 ? 'facts.code' : 'facts';
    return (
      text(facts, widths.join(' → '), activation) +
      (error === null ? '' : text('facts.error', error))
    );
  }

  /* Waits for the survey and the map, unless another model is chosen. */
  async follow(id) {
    const waiting = ['survey', 'map'];
    while (waiting.length > 0) {
      const progress = await ask('progress', { model: id });
      while (waiting.length > 0 && progress[waiting[0]]) {
        const answer = await ask(waiting[0], { model: id });
        if (id !== this.id) {
          return;
        }
        this.on[waiting.shift()](answer);
      }
      if (id !== this.id) {
        return;
      }
      byId('status').textContent = this.statusOf(progress);
      if (progress.failure) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  statusOf({ part, survey, map, failure }) {
    if (failure) {
      return text('failed', failure);
    }
    return map ? '' : survey ? text('mapping') : text('surveying', Math.floor(100 * part));
  }
}
