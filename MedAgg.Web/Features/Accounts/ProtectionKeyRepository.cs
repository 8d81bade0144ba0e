using System.Xml.Linq;
using MedAgg.Domain.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Data Protection keys in the database, so that a cookie of one web node is good on all.</summary>
internal sealed class ProtectionKeyRepository(IDbContextFactory<MedAggContext> contexts) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using MedAggContext context = contexts.CreateDbContext();
        return [.. context.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using MedAggContext context = contexts.CreateDbContext();
        context.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
