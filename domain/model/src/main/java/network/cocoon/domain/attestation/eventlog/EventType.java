package network.cocoon.domain.attestation.eventlog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types of events (TCG PC Client Platform Firmware Profile, "Event Types"), and dstack's. */
final class EventType {

    static final long NO_ACTION = 3;
    static final long SEPARATOR = 4;
    static final long EFI_VARIABLE_DRIVER_CONFIG = 0x8000_0001L;
    static final long EFI_GPT_EVENT = 0x8000_0006L;
    static final long EFI_ACTION = 0x8000_0007L;
    static final long EFI_VARIABLE_AUTHORITY = 0x8000_00E0L;

    /** dstack's run-time events. */
    static final long DSTACK = 0x0800_0001L;

    /** The digest is that of the event's data (Firmware Profile, "Event Types"; of boot variables only their contents' is). */
    static final Set<Long> MEASURED_WHOLE =
            Set.of(SEPARATOR, EFI_VARIABLE_DRIVER_CONFIG, EFI_GPT_EVENT, EFI_ACTION, EFI_VARIABLE_AUTHORITY);

    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(NO_ACTION, "EV_NO_ACTION"),
            Map.entry(SEPARATOR, "EV_SEPARATOR"),
            Map.entry(5L, "EV_ACTION"),
            Map.entry(6L, "EV_EVENT_TAG"),
            Map.entry(8L, "EV_S_CRTM_VERSION"),
            Map.entry(0xAL, "EV_PLATFORM_CONFIG_FLAGS"),
            Map.entry(0xDL, "EV_IPL"),
            Map.entry(EFI_VARIABLE_DRIVER_CONFIG, "EV_EFI_VARIABLE_DRIVER_CONFIG"),
            Map.entry(0x8000_0002L, "EV_EFI_VARIABLE_BOOT"),
            Map.entry(0x8000_0003L, "EV_EFI_BOOT_SERVICES_APPLICATION"),
            Map.entry(EFI_GPT_EVENT, "EV_EFI_GPT_EVENT"),
            Map.entry(EFI_ACTION, "EV_EFI_ACTION"),
            Map.entry(0x8000_0008L, "EV_EFI_PLATFORM_FIRMWARE_BLOB"),
            Map.entry(0x8000_0009L, "EV_EFI_HANDOFF_TABLES"),
            Map.entry(0x8000_000AL, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"),
            Map.entry(0x8000_000BL, "EV_EFI_HANDOFF_TABLES2"),
            Map.entry(0x8000_000CL, "EV_EFI_VARIABLE_BOOT2"),
            Map.entry(EFI_VARIABLE_AUTHORITY, "EV_EFI_VARIABLE_AUTHORITY"),
            Map.entry(DSTACK, "dstack"));

    private EventType() {}

    static Optional<String> name(long type) {
        return Optional.ofNullable(NAMES.get(type));
    }
}
