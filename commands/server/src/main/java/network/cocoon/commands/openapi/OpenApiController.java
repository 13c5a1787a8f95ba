package network.cocoon.commands.openapi;

import network.cocoon.wire.json.CocoonJson;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@RestController
class OpenApiController {

    private final RequestMappingHandlerMapping mappings;

    OpenApiController(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @GetMapping(path = "/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document() {
        OpenApi api = new OpenApi();
        mappings.getHandlerMethods().forEach(api::add);
        return CocoonJson.mapper().writeValueAsBytes(api.document());
    }
}
