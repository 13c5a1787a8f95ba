package network.cocoon.workers.gpu.boot;

import picocli.CommandLine.IVersionProvider;

final class WorkerVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = WorkerVersion.class.getPackage().getImplementationVersion();
        return new String[] {"cocoon-worker " + (version == null ? "development" : version)};
    }
}
