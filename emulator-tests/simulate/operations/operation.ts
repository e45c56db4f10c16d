import type { ModelTenant } from '../model/model.ts';
import type { Simulation } from '../simulation.ts';
import type { Step } from '../steps/step.ts';

/** Carries out a step, and compares its effects with the model. @throws Violation if they differ */
export type Operation = (sim: Simulation, tenant: ModelTenant, step: Step) => Promise<void>;

export type Operations = { readonly [what: string]: Operation };
