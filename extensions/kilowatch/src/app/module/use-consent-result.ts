import type { ShallowRef } from 'vue';
import { shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { ConsentResult } from './consent-result.ts';
import { readConsentResult } from './consent-result.ts';

/** How a consent ended that led back to this page; the address forgets it, so that a reload does not tell it again. */
export function useConsentResult(): ShallowRef<ConsentResult | undefined> {
	const route = useRoute();
	const router = useRouter();
	const result = shallowRef<ConsentResult>();

	watch(
		() => route.query,
		(query) => {
			const told = readConsentResult(query);
			if (told === undefined) return;
			result.value = told;
			void router.replace({ path: route.path });
		},
		{ immediate: true },
	);

	return result;
}
