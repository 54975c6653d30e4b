import { figure, type Measurement } from '../harness/measurement.js';
import { askOnce } from '../harness/process.js';

export const minute: Measurement = {
  name: 'minute',
  about:
    'Ten emulated nodes in a ring, a text of each, a minute of virtual time and a look at what is lacking, over the API in a new process',
  repetitions: 5,
  jobs: [{ name: 'play', run: () => askOnce('minute', 'run', { nodes: 10, minutes: 1 }) }],
  rows: [
    { id: 'minute.seconds', about: 'from the first call to the last', unit: 's', value: (round) => figure(round, 'play', 'seconds') },
    { id: 'minute.missing', about: 'rumors lacking at the end', unit: 'rumors', value: (round) => figure(round, 'play', 'missing') },
  ],
};
