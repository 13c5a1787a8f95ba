package network.cocoon.projections.workers;

import network.cocoon.projections.write.RowWrite;

/** The statements behind {@link WorkerProjection} and {@link ProviderProjection}. */
final class WorkerWrites {

    static final RowWrite REGISTERED = RowWrite.into("view_worker", """
            worker text, version bigint, standing text, provider text, gpu text, memory integer, uptime integer,
            at timestamptz""", """
            INSERT INTO view_worker (worker_id, version, standing, provider_id, gpu_type, gpu_memory_mib,
                expected_uptime_permille, registered_at)
            SELECT worker, version, standing, provider, gpu, memory, uptime, at FROM :rows
            ON CONFLICT (worker_id) DO NOTHING""");

    static final RowWrite STANDING =
            RowWrite.into("view_worker", "worker text, version bigint, standing text, reason text", """
            UPDATE view_worker w SET version = e.version, standing = e.standing, reason = e.reason
            FROM :rows WHERE w.worker_id = e.worker AND w.version < e.version""");

    static final RowWrite ATTESTED = RowWrite.into("view_attestation", """
            worker_key text, worker text, evidence text, collateral text, measurement text, model_digest text,
            image_digest text, platform text, tcb text, trust text, not_before timestamptz, valid_until timestamptz,
            at timestamptz""", """
            INSERT INTO view_attestation (worker_key, worker_id, evidence_digest, collateral_digest, measurement,
                model_digest, image_digest, platform, tcb_status, trust, not_before, valid_until, at)
            SELECT worker_key, worker, evidence, collateral, measurement, model_digest, image_digest, platform, tcb,
                trust, not_before, valid_until, at FROM :rows
            ON CONFLICT (worker_key) DO NOTHING""");

    static final RowWrite REJECTED = RowWrite.into(
            "view_attestation_rejected",
            "worker text, sequence bigint, evidence text, code text, detail text, at timestamptz",
            """
            INSERT INTO view_attestation_rejected (worker_id, sequence, evidence_digest, code, detail, at)
            SELECT worker, sequence, evidence, code, detail, at FROM :rows
            ON CONFLICT (worker_id, sequence) DO NOTHING""");

    static final RowWrite OFFERED = RowWrite.into("view_offer", """
            worker text, model text, digest text, coefficient integer, slots integer, version bigint,
            at timestamptz""", """
            INSERT INTO view_offer (worker_id, model, model_digest, coefficient, slots, slots_version, at)
            SELECT worker, model, digest, coefficient, slots, version, at FROM :rows
            ON CONFLICT (worker_id, model) DO UPDATE SET model_digest = excluded.model_digest,
                coefficient = excluded.coefficient, slots = excluded.slots, slots_version = excluded.slots_version,
                at = excluded.at
            WHERE view_offer.slots_version < excluded.slots_version""");

    static final RowWrite PROVIDER = RowWrite.into("view_provider", "provider text, address text, at timestamptz", """
            INSERT INTO view_provider (provider_id, payout_address, registered_at)
            SELECT provider, address, at FROM :rows
            ON CONFLICT (provider_id) DO NOTHING""");

    static final RowWrite PAYOUT_ADDRESS =
            RowWrite.into("view_provider", "provider text, address text, version bigint", """
            UPDATE view_provider p SET payout_address = e.address, address_version = e.version
            FROM :rows WHERE p.provider_id = e.provider AND p.address_version < e.version""");

    /** Without address and time where nothing is proposed any more. */
    static final RowWrite PROPOSED_ADDRESS =
            RowWrite.into("view_provider", "provider text, address text, due timestamptz, version bigint", """
            UPDATE view_provider p SET proposed_address = e.address, proposed_due = e.due, proposal_version = e.version
            FROM :rows WHERE p.provider_id = e.provider AND p.proposal_version < e.version""");

    private WorkerWrites() {}
}
