using Api.Hosting;

return await CommandLine.RunAsync(args);
