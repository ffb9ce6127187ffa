// Removes users, passwords and tokens in URLs and before hosts from messages.

/**
 * A slash in the password counts only behind `//`: host:5000/image@digest is no userinfo. programs/verdict.py has the
 * same pattern.
 */
const USERINFO = /(?<=\/\/)(?:[^\s"'<>/:@]*:[^\s"'<>]*|[^\s"'<>/]*)@|[^\s"'<>/:@]+:[^\s"'<>/]*@/g;

export const withoutUserinfo = (text: string): string => text.replace(USERINFO, '***@');
