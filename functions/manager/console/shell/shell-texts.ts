import { defineTexts } from '../language/define-texts.ts';

export const shellTexts = defineTexts({
  en: {
    pages: {
      overview: 'Overview',
      live: 'Live',
      runtimeLog: 'Runtime log',
      customers: 'Customers',
      managerLog: 'Manager log',
      variables: 'Variables',
      consents: 'Consents',
      requests: 'Requests',
      storage: 'Storage',
      settings: 'Settings',
    },
    mainMenu: 'Pages',
    openMenu: 'Menu',
    skip: 'Skip to the content',
    tenant: 'Tenant',
    language: 'Language',
    languages: { en: 'English', de: 'Deutsch' },
    signIn: 'Sign in',
    signOut: 'Sign out',
    stillSignedIn: 'You are still signed in. Try again.',
    signedInAs: 'Signed in as',
    roles: {
      owner: 'owner',
      support: 'support',
      editor: 'editor',
      viewer: 'viewer',
      dpo: 'data protection officer',
    },
    operator: 'operator',
    memberOfNone: 'member of no tenant',
    promise: 'Personal data that leaves on time',
    loading: 'Loading…',
    welcome: {
      title: 'Please sign in',
      detail: 'The console shows a tenant’s people what is stored, and when each thing goes.',
    },
    noTenant: {
      title: 'You belong to no tenant',
      detail: 'Ask an owner of your tenant to add the address that you sign in with.',
    },
    refused: {
      title: 'This page is not for your role',
      detail: (role: string) =>
        `You work here as ${role}. An owner of the tenant can give you another role.`,
    },
    unknownPage: { title: 'There is no such page', detail: 'Choose one from the menu.' },
    failedPage: {
      title: 'This page could not be shown',
      detail: 'A part of the console did not load. Check the connection, then load it again.',
      action: 'Load again',
    },
  },
  de: {
    pages: {
      overview: 'Übersicht',
      live: 'Live',
      runtimeLog: 'Laufzeitprotokoll',
      customers: 'Kunden',
      managerLog: 'Manager-Protokoll',
      variables: 'Variablen',
      consents: 'Einwilligungen',
      requests: 'Anträge',
      storage: 'Speicher',
      settings: 'Einstellungen',
    },
    mainMenu: 'Seiten',
    openMenu: 'Menü',
    skip: 'Zum Inhalt springen',
    tenant: 'Mandant',
    language: 'Sprache',
    languages: { en: 'English', de: 'Deutsch' },
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    stillSignedIn: 'Sie sind noch angemeldet. Versuchen Sie es noch einmal.',
    signedInAs: 'Angemeldet als',
    roles: {
      owner: 'Inhaber',
      support: 'Support',
      editor: 'Redaktion',
      viewer: 'Leser',
      dpo: 'Datenschutzbeauftragte',
    },
    operator: 'Betreiber',
    memberOfNone: 'Mitglied keines Mandanten',
    promise: 'Persönliche Daten, die pünktlich gehen',
    loading: 'Wird geladen …',
    welcome: {
      title: 'Bitte melden Sie sich an',
      detail: 'Die Konsole zeigt, was ein Mandant speichert und wann was davon geht.',
    },
    noTenant: {
      title: 'Sie gehören zu keinem Mandanten',
      detail:
        'Bitten Sie einen Inhaber Ihres Mandanten, die Adresse einzutragen, mit der Sie sich anmelden.',
    },
    refused: {
      title: 'Diese Seite ist nicht für Ihre Rolle',
      detail: (role: string) =>
        `Sie arbeiten hier als: ${role}. Ein Inhaber des Mandanten kann Ihnen eine andere Rolle geben.`,
    },
    unknownPage: { title: 'Diese Seite gibt es nicht', detail: 'Wählen Sie eine aus dem Menü.' },
    failedPage: {
      title: 'Die Seite konnte nicht gezeigt werden',
      detail:
        'Ein Teil der Konsole wurde nicht geladen. Prüfen Sie die Verbindung und laden Sie ihn neu.',
      action: 'Neu laden',
    },
  },
});
