import type { Processor } from '#shared/base/config/read-processor.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { ParticularsDeps } from '#shared/tenants/particulars/seal-particulars.ts';
import type { Places } from './measures.ts';

/** The dependencies of the code that makes documents about processing. */
export type ProcessingDeps = ParticularsDeps & {
  readonly now: Clock;
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
  /** The operator of Mayfly. Null if the configuration does not name the operator. */
  readonly processor: Processor | null;
  readonly places: Places;
};

/** The options of a caller who asks for a document. */
export type Asked = { readonly language: Language };
