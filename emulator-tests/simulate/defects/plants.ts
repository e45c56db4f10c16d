import type { Plant } from '../world/plant.ts';
import { deletionPlants } from './deletion-plants.ts';
import { keyPlants } from './key-plants.ts';
import { requestPlants } from './request-plants.ts';

/**
 * Defects that the simulator must find. Each changes a store, clock, key service or collection list
 * that a process gets.
 */
export const plants: readonly Plant[] = [...deletionPlants, ...keyPlants, ...requestPlants];
