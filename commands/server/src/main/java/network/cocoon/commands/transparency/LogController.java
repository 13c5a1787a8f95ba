package network.cocoon.commands.transparency;

import network.cocoon.wire.api.LogApi.Consistency;
import network.cocoon.wire.api.LogApi.Inclusion;
import network.cocoon.wire.api.LogApi.LogStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For anybody: hashes of leaves are salted, and tell nothing of the events. */
@RestController
class LogController {

    private final LogProofs proofs;

    LogController(LogProofs proofs) {
        this.proofs = proofs;
    }

    @GetMapping("/v1/log/checkpoint")
    LogStatus checkpoint() {
        return proofs.status();
    }

    @GetMapping("/v1/log/inclusion")
    Inclusion inclusion(@RequestParam long index, @RequestParam long size) {
        return proofs.inclusion(index, size);
    }

    @GetMapping("/v1/log/consistency")
    Consistency consistency(@RequestParam long from, @RequestParam long to) {
        return proofs.consistency(from, to);
    }
}
