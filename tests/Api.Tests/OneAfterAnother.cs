// Two services started side by side in one process would each take hold of the other's host.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
