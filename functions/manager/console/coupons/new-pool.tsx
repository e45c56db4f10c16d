import { useState } from 'react';
import { Checkbox, Input, Label, Text, TextField } from 'react-aria-components';
import type { CouponPool, CouponPoolCreate } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { couponsTexts } from './coupons-texts.ts';

const kinds = ['coupon', 'code'] as const;
const policies = ['once', 'daily', 'weekly', 'unrestricted'] as const;
const name = /^[A-Za-z0-9_.:-]{1,64}$/;
const fresh: CouponPoolCreate = { name: '', kind: 'coupon', policy: 'once', low_stock: 20 };

/** Shows a form for a new, empty pool. */
export function NewPool({ onCreated }: { readonly onCreated: (pool: CouponPool) => void }) {
  const texts = useTexts(couponsTexts);
  const { client } = useSession();
  const [pool, setPool] = useState(fresh);
  const set = (changes: Partial<CouponPoolCreate>) => setPool({ ...pool, ...changes });
  const { newPool } = texts;
  return (
    <FormDialog
      opener={newPool.open}
      openerClass="button"
      title={newPool.title}
      action={newPool.action}
      isReady={name.test(pool.name)}
      onOpen={() => setPool(fresh)}
      act={async () => onCreated(await client.couponPools.create(pool))}
    >
      <TextField
        className="field"
        value={pool.name}
        onChange={(value) => set({ name: value })}
        isInvalid={pool.name !== '' && !name.test(pool.name)}
      >
        <Label className="field-name">{newPool.name}</Label>
        <Input className="field-box" autoComplete="off" spellCheck="false" />
        <Text slot="description" className="field-note">
          {newPool.nameNote}
        </Text>
      </TextField>
      <SelectField
        label={newPool.kind}
        options={kinds.map((id) => ({ id, label: texts.kinds[id] }))}
        value={pool.kind}
        change={(kind) => set({ kind, fold: false })}
      />
      <SelectField
        label={newPool.policy}
        options={policies.map((id) => ({ id, label: texts.policies[id] }))}
        value={pool.policy}
        change={(policy) => set({ policy })}
      />
      <TextField
        className="field"
        value={String(pool.low_stock ?? 0)}
        onChange={(value) => set({ low_stock: Number(value.replaceAll(/\D/g, '').slice(0, 8)) })}
      >
        <Label className="field-name">{newPool.lowStock}</Label>
        <Input className="field-box" inputMode="numeric" autoComplete="off" />
      </TextField>
      {pool.kind === 'code' && (
        <Checkbox
          className="tick-line"
          isSelected={pool.fold === true}
          onChange={(fold) => set({ fold })}
        >
          <span className="tick">
            <svg viewBox="0 0 18 18" aria-hidden="true" focusable={false}>
              <path className="tick-one" d="M4 9.500 8 13l6-8" />
            </svg>
          </span>
          {newPool.fold}
        </Checkbox>
      )}
    </FormDialog>
  );
}
