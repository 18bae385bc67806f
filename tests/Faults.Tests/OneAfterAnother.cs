// Both programs measure what a kill does; side by side they would take each other's time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
