import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { correctParticipation } from '#shared/domains/raffles/correct-participation.ts';
import { participationDeletions } from '#shared/domains/raffles/delete-participation.ts';
import { createParticipate } from '#shared/domains/raffles/participate.ts';
import { participationRestriction } from '#shared/domains/raffles/restrict-participation.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { addDrawRoutes } from './draw-routes.ts';
import { addRaffleRoutes } from './raffle-routes.ts';
import { addWinnerRoutes } from './winner-routes.ts';

/** Creates the app for raffles, their participations, draws and winners. */
export function createRafflesApp(deps: CategoryAppDeps): App {
  const own = {
    createRecords: createParticipate(),
    correctRecord: correctParticipation,
    deletionWrites: participationDeletions,
    restriction: participationRestriction,
  };
  const app = createCategoryApp(deps, { category: raffleParticipations, own });
  addRaffleRoutes(app);
  addDrawRoutes(app, deps);
  addWinnerRoutes(app);
  return app;
}
