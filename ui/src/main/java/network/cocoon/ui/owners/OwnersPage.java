package network.cocoon.ui.owners;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the page is: its parts lie beside it as files. */
@Controller
class OwnersPage {

    /** With the slash, so that what lies beside it is found. */
    @GetMapping("/owners")
    String withSlash() {
        return "redirect:/owners/";
    }

    @GetMapping("/owners/")
    String page() {
        return "forward:/owners/index.html";
    }
}
