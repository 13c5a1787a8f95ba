package network.cocoon.workers.gpu.chat;

import java.util.List;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;

/** Where no tools are offered. */
final class NoCalls implements CallReader {

    @Override
    public String begins() {
        return "";
    }

    @Override
    public boolean add(StringBuilder text, List<Part> parts) {
        return true;
    }

    @Override
    public boolean holds() {
        return false;
    }

    @Override
    public boolean isCall() {
        return false;
    }

    @Override
    public int next() {
        return 0;
    }

    @Override
    public String unfinished() {
        return "";
    }
}
