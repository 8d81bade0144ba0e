using MedAgg.Web.Hosting;

return await CommandLine.RunAsync(args);
