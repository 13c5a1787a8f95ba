package network.cocoon.commands.scheduling;

import network.cocoon.commands.http.Caller;
import network.cocoon.wire.api.NetworkApi.Candidates;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where an app learns to which workers it could seal. */
@RestController
class CandidatesController {

    private final CandidateFinder finder;

    CandidatesController(CandidateFinder finder) {
        this.finder = finder;
    }

    @PostMapping("/v1/candidates")
    Candidates find(Caller caller, @RequestBody FindCandidates wanted) {
        caller.app();
        return new Candidates(finder.find(wanted));
    }
}
