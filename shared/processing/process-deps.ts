import type { Processor } from '#shared/base/config/read-processor.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { ParticularsDeps } from '#shared/tenants/particulars/seal-particulars.ts';
import type { Places } from './measures.ts';

/** What documents about processing are made of, beside the tenant's own words. */
export type ProcessingDeps = ParticularsDeps & {
  readonly now: Clock;
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
  /** Who operates Mayfly; null where nobody has said so. */
  readonly processor: Processor | null;
  readonly places: Places;
};

/** The language and format in which a document is asked for. */
export type Asked = { readonly language: Language };
