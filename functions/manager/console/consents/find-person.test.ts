import { expect, it } from 'vitest';
import { identifierOf } from '#shared/domains/consents/complete-consent.ts';
import { consentTypes } from './consents-filters.ts';
import { personField } from './find-person.ts';

it.each(consentTypes)(
  'in a consent of the type %s, the person is identified by the field that the API requires',
  (type) => {
    expect(personField({ type })).toBe(identifierOf(type));
  },
);
