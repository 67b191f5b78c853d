/** The shapes of the service's JSON, as docs/api describes them. */

export interface Author {
  name: string;
  website: string | null;
  staff: boolean;
}

export interface Comment {
  id: string;
  legacy_id: number | null;
  parent: string | null;
  author: Author | null;
  html: string | null;
  /** Of the text; that of the words around it where none is said. */
  language?: string | null;
  created_at: string;
  edited_at: string | null;
  edited_by?: "author" | "moderation" | null;
  removed: "author" | "moderation" | null;
  replies: { count: number; next: string | null } | null;
  /** Set by write.js alone: the comment is the reader's own. */
  own?: Own;
}

/** What an author sees of a comment of theirs. */
export interface Own {
  /** The words for a state that nobody else sees; none once it is published. */
  state?: string;
  /** What stands in the place of "Reply" and "Report". */
  actions?: HTMLElement[];
}

export interface FormSettings {
  max_body: number;
  website: boolean;
  email_required: boolean;
  notify: boolean;
  order: "oldest" | "newest";
  /** The site's own, for pages that name none. */
  language: string;
  edit_minutes: number;
  policy_url: string | null;
}

export interface Page {
  article: {
    key: string;
    url: string;
    title: string;
    open: boolean;
    closes_at: string | null;
    closed_at: string | null;
    /** When the newest of its comments was published. */
    latest_at: string | null;
    count: number;
  };
  form: FormSettings;
  comments: Comment[];
  next: string | null;
}

/** Asks the service for a page of an article's comments. */
export type Read = (query: Record<string, string | undefined>) => Promise<Page>;

export interface Submitted {
  id: string;
  status: "pending" | "approved";
  html: string;
  token: string;
  edit_until: string | null;
}

export interface OwnComment extends Omit<Comment, "legacy_id" | "removed" | "replies"> {
  status: "pending" | "approved" | "refused" | "withdrawn";
  /** The source, to be edited. */
  body: string;
  /** Why it was refused, if the site says so. */
  reason: string | null;
  edit_until: string | null;
}

export interface ProblemDetails {
  type?: string;
  detail?: string;
  errors?: Record<string, string[]>;
}

/** What a person typed, as it is sent. */
export interface Submission {
  body: string;
  name: string;
  email: string;
  website?: string;
  trap?: string;
  notify?: boolean;
}

/** An article as the service is told about it. */
export interface Article {
  url: string;
  title: string;
  key?: string;
}

export type Messages = Record<string, string | Record<string, string>>;

/** One error of the form; without a field it concerns the whole. */
export interface FormError {
  field?: string;
  text: string;
}

declare global {
  /** Set by the build: the languages that are files of their own, the longest tag first. */
  const LANGUAGES: string[];
  /** Set by the build: what a language's file calls the texts of the script. */
  const CATALOGUE: string;

  interface HTMLElementTagNameMap {
    "article-comments": HTMLElement;
  }

  interface HTMLElementEventMap {
    "comments:ready": CustomEvent<{ count: number }>;
    "comments:submitted": CustomEvent<{ id: string; status: string }>;
    "comments:error": CustomEvent<{ status: number; type: string }>;
  }
}
