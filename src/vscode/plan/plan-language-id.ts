/** Id of the plan language in the manifest. */
export const planLanguage = 'parsel';
