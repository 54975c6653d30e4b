import { defineConfig } from 'vitest/config';
import { plantMutant } from './test/mutants/plant.mjs';

const mutant = process.env['PEERSTER_MUTANT'];

/**
 * Four projects, one after the other where they would disturb one another: `unit` is quick and alone in its process,
 * `simulation` runs the core over many seeds and against hostile peers, `e2e` starts the built program as real processes, and
 * so does `clients`, which runs beside the tests of the clients in other languages: all these mostly wait.
 */
export default defineConfig({
  plugins: mutant === undefined ? [] : [plantMutant(mutant)],
  test: {
    // A test that hangs must say so before a person gives up; nothing here asserts how long something takes.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Left to itself it keeps one core free: half of a machine with two.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // A worker keeps what it has loaded from one file of tests to the next: half the time of them all. No test mocks a module.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/simulation/**', 'test/hostile/**', 'test/e2e/**', 'test/clients/live/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/{simulation,hostile}/**/*.test.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/build.ts'],
          testTimeout: 120_000,
          maxWorkers: 2,
          // Those that are played at once wait for others' timeouts most of the time.
          maxConcurrency: 10,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'clients',
          include: ['test/clients/live/**/*.test.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
