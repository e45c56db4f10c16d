import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

/**
 * Stores the provider's data in the memory of this process. The provider itself checks the expiry.
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, AdapterPayload>();
  return (model) => {
    const nameOf = (id: string) => `${model}:${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string) => {
      const own = [...entries].filter(([name]) => name.startsWith(`${model}:`));
      return own.find(([, payload]) => payload[field] === value)?.[1];
    };
    return {
      upsert: async (id, payload) => void entries.set(nameOf(id), payload),
      find: async (id) => entries.get(nameOf(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (code) => findBy('userCode', code),
      async consume(id) {
        const found = entries.get(nameOf(id));
        if (found !== undefined) found['consumed'] = Math.floor(Date.now() / 1_000);
      },
      destroy: async (id) => void entries.delete(nameOf(id)),
      async revokeByGrantId(grantId) {
        for (const [name, { grantId: of }] of entries) if (of === grantId) entries.delete(name);
      },
    };
  };
}
