using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedAgg.Domain.Store.Migrations
{
    /// <inheritdoc />
    public partial class Experiments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempts",
                table: "run",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "cancel_requested",
                table: "run",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ingestion_id",
                table: "run",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pipeline_yaml",
                table: "run",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "redo_from",
                table: "run",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "setbacks",
                table: "run",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "run",
                type: "character varying(4096)",
                maxLength: 4096,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version_id",
                table: "run",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "run_share",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    token_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_share", x => x.id);
                    table.ForeignKey(
                        name: "fk_run_share_run_run_id",
                        column: x => x.run_id,
                        principalTable: "run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "step_file",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    blob = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step_file", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_run_share_run_id",
                table: "run_share",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_run_share_token_sha256",
                table: "run_share",
                column: "token_sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_step_file_blob",
                table: "step_file",
                column: "blob");

            migrationBuilder.CreateIndex(
                name: "ix_step_file_key_name",
                table: "step_file",
                columns: new[] { "key", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_share");

            migrationBuilder.DropTable(
                name: "step_file");

            migrationBuilder.DropColumn(
                name: "attempts",
                table: "run");

            migrationBuilder.DropColumn(
                name: "cancel_requested",
                table: "run");

            migrationBuilder.DropColumn(
                name: "ingestion_id",
                table: "run");

            migrationBuilder.DropColumn(
                name: "pipeline_yaml",
                table: "run");

            migrationBuilder.DropColumn(
                name: "redo_from",
                table: "run");

            migrationBuilder.DropColumn(
                name: "setbacks",
                table: "run");

            migrationBuilder.DropColumn(
                name: "source",
                table: "run");

            migrationBuilder.DropColumn(
                name: "version_id",
                table: "run");
        }
    }
}
