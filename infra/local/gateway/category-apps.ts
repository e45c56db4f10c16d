import type { App } from '#shared/http/create-app.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import { createChatApp } from '../../../functions/chat/app.ts';
import { createConsentsApp } from '../../../functions/consents/app.ts';
import { createCouponsApp } from '../../../functions/coupons/app.ts';
import { createCustomersApp } from '../../../functions/customers/app.ts';
import { createLoyaltyApp } from '../../../functions/loyalty/app.ts';
import { createManagerLogApp } from '../../../functions/manager-log/app.ts';
import { createMessengerApp } from '../../../functions/messenger/app.ts';
import { createNluApp } from '../../../functions/nlu/app.ts';
import { createRafflesApp } from '../../../functions/raffles/app.ts';
import { createRuntimeLogApp } from '../../../functions/runtime-log/app.ts';
import { createVariablesApp } from '../../../functions/variables/app.ts';
import type { FunctionName } from '../../manifest.ts';

/**
 * How to create each function that serves categories. The keys are the names of the functions in
 * the manifest.
 */
export const categoryApps = {
  chat: createChatApp,
  consents: createConsentsApp,
  coupons: createCouponsApp,
  customers: createCustomersApp,
  loyalty: createLoyaltyApp,
  'manager-log': createManagerLogApp,
  messenger: createMessengerApp,
  nlu: createNluApp,
  raffles: createRafflesApp,
  'runtime-log': createRuntimeLogApp,
  variables: createVariablesApp,
} as const satisfies { readonly [name in FunctionName]?: (deps: ApiService) => App };
