// No message shows a user, password or token that stands in a URL or before a host.

/** With a slash in the password only behind `//`: host:5000/image@digest is no userinfo. programs/verdict.py has the same. */
const USERINFO = /(?<=\/\/)(?:[^\s"'<>/:@]*:[^\s"'<>]*|[^\s"'<>/]*)@|[^\s"'<>/:@]+:[^\s"'<>/]*@/g;

export const withoutUserinfo = (text) => text.replace(USERINFO, '***@');
