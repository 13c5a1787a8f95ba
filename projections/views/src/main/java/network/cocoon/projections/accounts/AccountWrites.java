package network.cocoon.projections.accounts;

import network.cocoon.projections.write.RowWrite;

/** The statements behind {@link AccountProjection}. */
final class AccountWrites {

    /** Between the families of a list in one text: an array of arrays would have to be rectangular. */
    static final String SEPARATOR = "\u001f";

    static final RowWrite REGISTERED = RowWrite.into("view_account", """
            account text, version bigint, families text, requests integer, tokens integer, lanes integer,
            at timestamptz""", """
            INSERT INTO view_account (account_id, version, standing, model_families, requests_per_day,
                tokens_per_request, lanes, registered_at)
            SELECT account, version, 'ACTIVE', string_to_array(families, chr(31)), requests, tokens, lanes, at
            FROM :rows ON CONFLICT (account_id) DO NOTHING""");

    static final RowWrite STANDING =
            RowWrite.into("view_account", "account text, version bigint, standing text, reason text", """
            UPDATE view_account a SET version = e.version, standing = e.standing, reason = e.reason
            FROM :rows WHERE a.account_id = e.account AND a.version < e.version""");

    static final RowWrite AUTHORIZED =
            RowWrite.into("view_account", "account text, version bigint, cumulative bigint, until timestamptz", """
            UPDATE view_account a SET version = e.version, authorized = e.cumulative, authorized_until = e.until
            FROM :rows WHERE a.account_id = e.account AND a.version < e.version""");

    /** An escrow closed or lost its key; the date of what stays credit is not shown. */
    static final RowWrite REDUCED =
            RowWrite.into("view_account", "account text, version bigint, cumulative bigint", """
            UPDATE view_account a SET version = e.version, authorized = e.cumulative
            FROM :rows WHERE a.account_id = e.account AND a.version < e.version""");

    static final RowWrite ISSUED = RowWrite.into("view_account_key", """
            account text, kind text, key text, spend bigint, not_after timestamptz, at timestamptz""", """
            INSERT INTO view_account_key (account_id, kind, key_id, spend_per_day, not_after, issued_at)
            SELECT account, kind, key, spend, not_after, at FROM :rows
            ON CONFLICT (account_id, kind, key_id) DO NOTHING""");

    static final RowWrite REVOKED =
            RowWrite.into("view_account_key", "account text, kind text, key text, at timestamptz", """
            UPDATE view_account_key k SET revoked_at = e.at FROM :rows
            WHERE k.account_id = e.account AND k.kind = e.kind AND k.key_id = e.key AND k.revoked_at IS NULL""");

    private AccountWrites() {}
}
