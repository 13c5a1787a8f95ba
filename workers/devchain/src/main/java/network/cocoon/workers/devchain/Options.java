package network.cocoon.workers.devchain;

import java.util.Map;
import java.util.TreeMap;
import network.cocoon.workers.devchain.chain.ChainSettings;

/** The command line. */
record Options(String dir, int port, ChainSettings settings) {

    static final String HELP = """
            A TON chain on this machine: TON's own TVM, one process, coins that are worth nothing.

              --dir DIR        keeps the chain here (default .cocoon/devchain)
              --port N         listens on 127.0.0.1:N (default 10300); 0 takes any free port
              --block-ms N     a block every N milliseconds; 0, the default, makes one for each message at once
              --seed N         of the contracts' random numbers and of the shuffle (default 0)
              --shuffle        delivers waiting messages in an order drawn from the seed
              --help           prints this

            The first line printed is the address for clients of toncenter's API v2. The root of the port is the explorer.

            POST /faucet?address=A&ton=100       coins; nanoton=N instead of ton
            POST /devchain/advance?seconds=N     sets the clock forward
            POST /devchain/blocks                makes a block
            GET  /devchain/status                block, time, and where every nanoton is
            """;

    private static final int DEFAULT_PORT = 10_300;

    static Options of(String[] args) {
        Map<String, String> given = new TreeMap<>();
        boolean shuffle = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--shuffle" -> shuffle = true;
                case "--dir", "--port", "--block-ms", "--seed" -> {
                    if (i + 1 == args.length) {
                        throw new IllegalArgumentException(args[i] + " needs a value");
                    }
                    given.put(args[i], args[++i]);
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        long port = number(given, "--port", DEFAULT_PORT);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is from 0 to 65535");
        }
        return new Options(
                given.getOrDefault("--dir", ".cocoon/devchain"),
                (int) port,
                new ChainSettings(number(given, "--seed", 0), shuffle, number(given, "--block-ms", 0)));
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(name + " is a number");
        }
        return Long.parseLong(text);
    }
}
